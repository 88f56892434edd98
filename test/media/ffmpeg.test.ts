/** Which ffmpeg serves: the system's if it is recent, else the bundled one, made executable where it is not. */

import { accessSync, chmodSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MediaError } from "../../src/errors.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { freshFolder } from "../support/fresh-folder.ts";

/** A folder with programs that answer `-version` like ffmpeg and ffprobe of that version. */
function pretend(version: string): string {
  const folder = join(freshFolder(), "bin");
  mkdirSync(folder);
  for (const name of ["ffmpeg", "ffprobe"]) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} version ${version} Copyright"\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test.skipIf(process.platform === "win32").each([
  { version: "5.1.9-0+deb12u1", bundled: false },
  { version: "n7.1", bundled: false },
  { version: "10.0", bundled: false },
  { version: "5.0.3", bundled: true },
  { version: "4.4.2-0ubuntu0.22.04.1", bundled: true },
  { version: "N-47683-g0e8eb07980", bundled: true },
])("a system ffmpeg $version: bundled $bundled", async ({ version, bundled }) => {
  const folder = pretend(version);
  const found = await findFfmpeg({ searchPath: folder });
  expect(found.bundled).toBe(bundled);
  if (!bundled) expect(found).toMatchObject({ ffmpeg: join(folder, "ffmpeg"), ffprobe: join(folder, "ffprobe"), version });
});

test.skipIf(process.platform === "win32")("a named ffmpeg serves whatever its version, with the ffprobe beside it", async () => {
  const folder = pretend("4.4");
  expect(await findFfmpeg({ ffmpeg: join(folder, "ffmpeg") })).toEqual({
    ffmpeg: join(folder, "ffmpeg"),
    ffprobe: join(folder, "ffprobe"),
    version: "4.4",
    bundled: false,
  });
});

test("a named ffmpeg that does not run is an error that names it", async () => {
  const missing = join(freshFolder(), "ffmpeg");
  await expect(findFfmpeg({ ffmpeg: missing })).rejects.toThrow(MediaError);
  await expect(findFfmpeg({ ffmpeg: missing })).rejects.toThrow(missing);
});

test("both bundled binaries run", async () => {
  const { ffmpeg, ffprobe } = await findFfmpeg({ searchPath: "", copyFolder: freshFolder() });
  for (const path of [ffmpeg, ffprobe]) expect(() => accessSync(path, constants.X_OK)).not.toThrow();
});
