/** `npm run third-party`: writes THIRD_PARTY.md, the licences of every package in package-lock.json, those of other systems included. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().default(false) })),
});

const manifestSchema = z.object({ licenses: z.array(z.object({ type: z.string() })) });

interface ThirdParty {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly dev: boolean;
}

export function makeThirdParty(root = "."): string {
  const packages = listPackages(root);
  const sections = [
    ["Runs with Quartet", packages.filter(({ dev }) => !dev)],
    ["Only for development", packages.filter(({ dev }) => dev)],
  ] as const;
  return [INTRODUCTION, ...sections.map(([title, members]) => `## ${title}\n\n${makeTable(members)}`)].join("\n\n").concat("\n");
}

const INTRODUCTION = `# Third-party software

Quartet itself is MIT. Part of this repository is one font, **Fraunces** (\`adapters/web/page/fraunces.woff2\`, and one weight of it as \`src/media/fraunces.ttf\`; SIL Open Font License 1.1, beside the former). \`npm ci\` fetches
the packages below from the npm registry; none of them is part of this repository. Three kinds ask for more than
a notice from whoever passes on an installed copy, for instance a container image:

- **The ffmpeg and ffprobe builds** (\`@ffmpeg-installer/*\`, \`@ffprobe-installer/*\`) are **GPL-3**: those for Linux are configured with
  \`--enable-gpl --enable-version3\`. Some of these packages name the LGPL; treat every build as GPL-3. Quartet starts them as programs of their own and prefers
  the system's ffmpeg.
- **libvips** (\`@img/sharp-libvips-*\`, and inside \`@img/sharp-win32-*\` and \`@img/sharp-wasm32\`), which sharp loads as a shared library, is **LGPL-3.0-or-later**.
- **libheif** (\`libheif-js\`, by way of \`heic-decode\`) is **LGPL-3.0**.

The package \`node\` brings Node.js itself (MIT, with the licences of its parts). The CUDA provider, which \`npm ci\` does not fetch, is Microsoft's (MIT) and needs
CUDA and cuDNN under NVIDIA's terms.

This file is made by \`npm run third-party\` from package-lock.json; a test compares it.`;

function listPackages(root: string): ThirdParty[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const listed = Object.entries(packages).flatMap(([path, { version = "", license, dev }]): ThirdParty[] => {
    if (path === "") return [];
    return [{ name: path.split("node_modules/").at(-1) ?? path, version, licence: license ?? licenceInside(join(root, path)), dev }];
  });
  const byLine = new Map(listed.map((member) => [`${member.name}@${member.version}`, member]));
  return [...byLine.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

/** Very old packages list their licences in a way that the lock file leaves out. */
function licenceInside(folder: string): string {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  return manifest.licenses.map(({ type }) => type).join(" OR ");
}

function makeTable(members: readonly ThirdParty[]): string {
  const rows = members.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return ["| Package | Version | Licence |", "| --- | --- | --- |", ...rows].join("\n");
}

if (import.meta.main) writeFileSync("THIRD_PARTY.md", makeThirdParty());
