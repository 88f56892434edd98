/** Bytes in and out: uploads to disk, stored media to players. */

import type { Context, Hono } from "hono";
import { AttachmentError, toldOf } from "../../src/errors.ts";
import type { FileId } from "../../src/turn/part.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";
import type { Conversations } from "./conversations.ts";
import { readPerson } from "./identity.ts";
import { CHANNEL_ID } from "./parse.ts";
import { refuse, sentencesOf, tell } from "./refuse.ts";
import { serveFile } from "./serve-file.ts";
import type { Uploads } from "./uploads.ts";

export function addFileRoutes(app: Hono, conversations: Conversations, uploads: Uploads, maxBytes: number): void {
  app.post("/api/uploads", (context) => takeUpload(context, uploads, maxBytes));
  app.get("/files/replies/:key", async (context) => {
    const file = conversations.house?.file(context.req.param("key"));
    if (file === undefined) return refuse(context, 404, "not-found", "fileNotKept");
    return serveFile(context, file, file.name.replaceAll(/[^\w.-]/g, "_"));
  });
  app.get("/files/:channel/:file", async (context) => {
    const { channel, file } = context.req.param();
    const isNamed = CHANNEL_ID.test(channel) && /^[a-f0-9]{64}$/.test(file);
    const medium = isNamed ? await conversations.file(conversationIdOf("web", channel), file as FileId) : undefined;
    if (medium === undefined) return refuse(context, 404, "not-found", "fileNotKept");
    return serveFile(context, medium, `quartet-${file.slice(0, 8)}.${extensionOf(medium.mediaType)}`);
  });
}

/** The body is the file itself; its name and type come with the message that uses it. */
async function takeUpload(context: Context, uploads: Uploads, maxBytes: number): Promise<Response> {
  if (readPerson(context) === undefined) return refuse(context, 401, "name", "nameFirst");
  const { body } = context.req.raw;
  if (body === null) return refuse(context, 400, "invalid", "fileEmpty");
  if (Number(context.req.header("content-length") ?? 0) > maxBytes) return tooLarge(context, uploads.tooLarge());
  try {
    return context.json({ key: await uploads.take(body) }, 201);
  } catch (error) {
    if (error instanceof AttachmentError) return tooLarge(context, error);
    throw error;
  }
}

function tooLarge(context: Context, error: AttachmentError): Response {
  return tell(context, 413, "too-large", toldOf(error, sentencesOf(context)));
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "video/quicktime": "mov",
  "video/x-matroska": "mkv",
  "video/x-msvideo": "avi",
};

export function extensionOf(mediaType: string): string {
  return EXTENSIONS[mediaType] ?? /^[a-z]+\/([a-z0-9]+)$/.exec(mediaType)?.[1] ?? "bin";
}
