/** The page as files: read once when the server starts, types stripped here and nowhere else, so that there is no build step. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname, join } from "node:path";
import type { Context } from "hono";
import { ConfigError } from "../../src/errors.ts";
import { type Language, sentencesIn } from "../../src/language/language.ts";

export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly etag: string;
  /** Another one for each language. */
  readonly isSpoken: boolean;
}

const PAGE_FOLDER = join(import.meta.dirname, "page");
const LANGUAGE_FOLDER = join(import.meta.dirname, "../../src/language");

/** What is handed out in place of the page's own `phrases.ts`. */
const PHRASES = "phrases.ts";
const PHRASES_IN: Readonly<Record<Language, string>> = { en: "english-phrases.ts", de: "german-phrases.ts" };

/** How the page's markup begins; the language is told in its place. */
const OPENING = '<html lang="en">';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** By name, as in `/page/main.ts`; browsers import modules by the names that they have in the sources. */
export type PageFiles = ReadonlyMap<string, PageFile>;

export function readPageFiles(): Readonly<Record<Language, PageFiles>> {
  const names = readdirSync(PAGE_FOLDER).filter((name) => extname(name) in MEDIA_TYPES);
  const common = names.filter((name) => !isSpoken(name)).map((name) => [name, readPageFile(name, "en")] as const);
  const within = (language: Language) => new Map([...common, ...names.filter(isSpoken).map((name) => [name, readPageFile(name, language)] as const)]);
  return { en: within("en"), de: within("de") };
}

export function servePageFile(context: Context, { body, mediaType, etag, isSpoken }: PageFile): Response {
  const headers = { "content-type": mediaType, etag, "cache-control": "no-cache", ...(isSpoken ? { vary: "accept-language" } : {}) };
  if (context.req.header("if-none-match") === etag) return context.body(null, 304, headers);
  return context.body(body, 200, headers);
}

function readPageFile(name: string, language: Language): PageFile {
  const extension = extname(name);
  const bytes = readFileSync(name === PHRASES ? join(LANGUAGE_FOLDER, PHRASES_IN[language]) : join(PAGE_FOLDER, name));
  const body = new Uint8Array(asServed(bytes, extension, language));
  return {
    body,
    mediaType: MEDIA_TYPES[extension] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 24)}"`,
    isSpoken: isSpoken(name),
  };
}

function isSpoken(name: string): boolean {
  return name === PHRASES || extname(name) === ".html";
}

function asServed(bytes: Buffer, extension: string, language: Language): Buffer {
  if (extension === ".ts") return Buffer.from(stripTypeScriptTypes(bytes.toString()));
  return extension === ".html" ? Buffer.from(spoken(bytes.toString(), language)) : bytes;
}

/** Puts the phrases into the page where it names them, as in `{skip}`. Throws ConfigError for a name that is none. */
function spoken(html: string, language: Language): string {
  const { phrases } = sentencesIn(language);
  const plain = new Map(Object.entries(phrases).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  return html.replace(OPENING, `<html lang="${language}">`).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const words = plain.get(name);
    if (words === undefined) throw new ConfigError([`page.html: expected the name of a phrase of src/language, got "${name}"`]);
    return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  });
}
