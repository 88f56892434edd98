/** The page as files: read once when the server starts, types stripped here and nowhere else, so that there is no build step. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname, join } from "node:path";
import type { Context } from "hono";

export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly etag: string;
}

const PAGE_FOLDER = join(import.meta.dirname, "page");

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** By name, as in `/page/main.ts`; browsers import modules by the names that they have in the sources. */
export function readPageFiles(folder = PAGE_FOLDER): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder).filter((name) => extname(name) in MEDIA_TYPES);
  return new Map(names.map((name) => [name, readPageFile(join(folder, name))]));
}

export function servePageFile(context: Context, file: PageFile): Response {
  const headers = { "content-type": file.mediaType, etag: file.etag, "cache-control": "no-cache" };
  if (context.req.header("if-none-match") === file.etag) return context.body(null, 304, headers);
  return context.body(file.body, 200, headers);
}

function readPageFile(path: string): PageFile {
  const extension = extname(path);
  const bytes = readFileSync(path);
  const body = new Uint8Array(extension === ".ts" ? Buffer.from(stripTypeScriptTypes(bytes.toString())) : bytes);
  return {
    body,
    mediaType: MEDIA_TYPES[extension] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 24)}"`,
  };
}
