/** The rules of the code base as a function of a file's path and text, so that they can be tried on planted faults. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface SourceFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of the product. */
export function readSources(root = "."): SourceFile[] {
  return ["src", "adapters"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
}

/** What breaks a rule, one sentence each, beginning with the path. */
export function findFaults({ path, text }: SourceFile): string[] {
  const code = withoutComments(text);
  const faults = [...findImportFaults(path, code), ...findWordFaults(path, code), ...findFormFaults(path, text)];
  return faults.map((fault) => `${path}: ${fault}`);
}

/** Each adapter begins with the same four files. */
export function findMissingAdapterFiles(paths: readonly string[]): string[] {
  const platforms = new Set(paths.flatMap((path) => /^adapters\/([^/]+)\//.exec(path)?.[1] ?? []));
  const wanted = [...platforms].flatMap((platform) => ["adapter", "parse", "deliver", "limits"].map((name) => `adapters/${platform}/${name}.ts`));
  return wanted.filter((path) => !paths.includes(path)).map((path) => `${path}: expected, because each adapter begins with the same four files`);
}

/** Each foreign package, the one place that may import it. */
const HOMES: readonly (readonly [foreign: RegExp, home: string])[] = [
  [/^discord\.js$/, "adapters/discord/"],
  [/^@slack\//, "adapters/slack/"],
  [/^(hono|@hono)(\/|$)/, "adapters/web/"],
  [/^onnxruntime-/, "src/core/runtime/"],
  [/^(sharp|fluent-ffmpeg|heic-decode)$/, "src/media/"],
  [/^@ff(mpeg|probe)-installer\//, "src/media/"],
  [/^(keyv$|@keyv\/)/, "src/conversation/"],
  [/^node:sqlite$/, "src/store/"],
  [/^(node:)?net$/, "src/media/"],
  [/^pino/, "src/logger.ts"],
  [/^prom-client$/, "src/ops/"],
];

const NETWORK_MODULES = /^(node:)?(https?|http2|tls|dgram|undici)$/;

/** Code of the page runs in browsers, not here. */
const isPage = (path: string) => path.startsWith("adapters/web/page/");
const isDownload = (path: string) => path.startsWith("src/media/fetch");
/** Listens for the operator; it asks nothing of anybody. */
const isOpsServer = (path: string) => path === "src/ops/serve.ts";

function findImportFaults(path: string, code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g)].flatMap(([, imported = ""]) => {
    const home = HOMES.find(([foreign]) => foreign.test(imported))?.[1];
    const leaves = path.startsWith("src/") && path !== "src/main.ts" && /^(\.\.\/)+adapters\//.test(imported);
    return [
      ...(home !== undefined && !path.startsWith(home) ? [`imports ${imported}, whose only home is ${home}`] : []),
      ...(leaves ? [`imports ${imported}: only src/main.ts may know the adapters`] : []),
      ...(NETWORK_MODULES.test(imported) && path.startsWith("src/") && !isDownload(path) && !isOpsServer(path)
        ? [`imports ${imported}: downloads pass src/media/fetch.ts only`]
        : []),
    ];
  });
}

interface WordRule {
  readonly pattern: RegExp;
  readonly fault: string;
  readonly allowed?: (path: string) => boolean;
}

const WORD_RULES: readonly WordRule[] = [
  {
    pattern: /\bprocess\s*\.\s*env\b|\bprocess\["env"\]/,
    fault: "reads process.env, which only src/config.ts may",
    allowed: (path) => path === "src/config.ts",
  },
  {
    pattern: /(?<![\w.#])fetch\(/,
    fault: "calls fetch(): downloads pass src/media/fetch.ts only",
    allowed: (path) => isDownload(path) || isPage(path),
  },
  { pattern: /\bthrow new (Type|Range)?Error\(/, fault: "throws a bare Error: take one of src/errors.ts" },
  { pattern: /(:\s*|\bas\s+|<|\|\s*)any\b(?!["'\w-])/, fault: "uses any" },
  { pattern: /[\w)\]]!(?=[.,;)\]}[])(?!=)/, fault: "uses a non-null assertion" },
  { pattern: /\bexport \* from\b/, fault: "re-exports a whole module" },
  { pattern: /\b(class|interface|type|function)\s+\w*(Manager|Helper|Service)\b/, fault: "names something Manager, Helper or Service" },
];

function findWordFaults(path: string, code: string): string[] {
  const words = withoutStrings(code);
  const faults = WORD_RULES.filter(({ pattern, allowed }) => pattern.test(words) && allowed?.(path) !== true).map(({ fault }) => fault);
  const switches = words.match(/\bswitch \([^)]*\.type\)/g)?.length ?? 0;
  const proofs = words.match(/\bsatisfies never\b/g)?.length ?? 0;
  return switches > proofs ? [...faults, "switches over a type without `default: return x satisfies never`"] : faults;
}

const MAX_LINES = 250;
const ONE_SCREEN = ["src/pipeline.ts", "src/core/answer.ts"];
const ONE_SCREEN_LINES = 80;
/** Each holds every sentence of its language, so that whoever translates needs one file. */
const WHOLE_LANGUAGES = ["src/language/english.ts", "src/language/german.ts"];

function findFormFaults(path: string, text: string): string[] {
  const lines = text.trimEnd().split("\n").length;
  const limit = WHOLE_LANGUAGES.includes(path) ? Number.POSITIVE_INFINITY : ONE_SCREEN.includes(path) ? ONE_SCREEN_LINES : MAX_LINES;
  const header = /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0];
  return [
    ...(lines > limit ? [`has ${lines} lines, at most ${limit} are allowed`] : []),
    ...(header === undefined ? ["does not open with /** what it knows */"] : []),
    ...(/@ts-(ignore|expect-error|nocheck)|biome-ignore/.test(text) ? ["silences a checker"] : []),
    ...(/\b(TODO|FIXME|XXX)\b/.test(text) ? ["holds a TODO"] : []),
    ...(/^[a-z0-9-]+(\.d)?\.ts$/.test(path.split("/").at(-1) ?? "") ? [] : ["is not named in kebab-case"]),
    ...(/(^|\/)(index\.ts|utils?\/|helpers?\/)/.test(path) ? ["is a barrel or lies in a folder for odds and ends"] : []),
  ];
}

/** Strings are matched too, so that `//` inside one begins no comment. */
const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_STRING, (match) => (match.startsWith("/") ? " " : match));
}

function withoutStrings(code: string): string {
  return code.replace(COMMENT_OR_STRING, (match) => (/^["']env["']$/.test(match) ? match : '""'));
}
