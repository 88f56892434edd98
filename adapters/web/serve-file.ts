/** Stored media over HTTP: with the type that their content has, in pieces as players ask for them, and powerless if opened as a page. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Context } from "hono";
import type { StoredMedium } from "./history.ts";
import { refuse } from "./refuse.ts";

/** `maxAgeS`: how long a browser may keep it; by default as long as it likes, for no address changes what it serves. */
export async function serveFile(context: Context, medium: StoredMedium, downloadName: string, maxAgeS = 31_536_000): Promise<Response> {
  const sizeBytes = (await stat(medium.path).catch(() => undefined))?.size;
  if (sizeBytes === undefined) return refuse(context, 404, "not-found", "fileNotKept");
  const range = parseRange(context.req.header("range"), sizeBytes);
  if (range === "beyond") {
    context.header("content-range", `bytes */${sizeBytes}`);
    return refuse(context, 416, "invalid", "noSuchRange");
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  const headers: Record<string, string> = {
    ...headersOf(medium.mediaType, downloadName, context.req.query("download") !== undefined),
    "cache-control": `private, max-age=${maxAgeS}, immutable`,
    "content-length": String(end - start + 1),
    ...(range ? { "content-range": `bytes ${start}-${end}/${sizeBytes}` } : {}),
  };
  const bytes = sizeBytes === 0 || context.req.method === "HEAD" ? null : Readable.toWeb(createReadStream(medium.path, { start, end }));
  return new Response(bytes as ReadableStream<Uint8Array> | null, { status: range ? 206 : 200, headers });
}

/** SVG and everything else that could run is not among them. */
const SHOWN_TYPES = /^(image\/(png|jpeg|gif|webp|avif)|audio\/(wav|ogg|mpeg|flac|aac|mp4|webm)|video\/(mp4|webm|quicktime|x-matroska|x-msvideo))$/;

function headersOf(mediaType: string, name: string, isDownload: boolean): Record<string, string> {
  const isShown = SHOWN_TYPES.test(mediaType);
  return {
    "content-type": isShown ? mediaType : "application/octet-stream",
    "content-disposition": `${isShown && !isDownload ? "inline" : "attachment"}; filename="${name}"`,
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "accept-ranges": "bytes",
  };
}

/** One range of bytes, both ends included; several ranges are answered with the whole file, as RFC 9110 section 14.2 allows. */
function parseRange(header: string | undefined, sizeBytes: number): { start: number; end: number } | "beyond" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const end = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (start >= sizeBytes) return "beyond";
  return start > end ? undefined : { start, end };
}
