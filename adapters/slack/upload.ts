/** Slack's upload in three steps: an address, the bytes, and the share in its thread. */

import { z } from "zod";
import type { DeliveredFile } from "../../src/adapter.ts";
import { FileTooLargeError } from "../../src/errors.ts";
import { type Calls, postFile } from "./calls.ts";
import { MAX_ALT_TEXT_LENGTH, SLACK_LIMITS } from "./limits.ts";
import type { Place } from "./parse.ts";

const UPLOAD_TIMEOUT_MS = 120_000;
const MAX_TRIES = 3;
/** Called by its name: the library's own method sends the alternative text as alt_text, but Slack reads alt_txt. */
const BEGIN = "files.getUploadURLExternal";
const begunShape = z.object({ upload_url: z.url(), file_id: z.string() });

/** The first two steps; resolves with the file's id. Nobody sees the file yet. Throws DeliveryError, FileTooLargeError. */
export async function uploadFile(calls: Calls, { path, name, sizeBytes, altText }: DeliveredFile): Promise<string> {
  if (sizeBytes > SLACK_LIMITS.maxFileBytes)
    throw new FileTooLargeError(`${name} has ${sizeBytes} bytes; Slack takes at most ${SLACK_LIMITS.maxFileBytes}.`);
  const alternative = altText === "" ? {} : { alt_txt: altText.slice(0, MAX_ALT_TEXT_LENGTH).toWellFormed() };
  for (let attempt = 1; ; attempt++) {
    const { upload_url: url, file_id: id } = begunShape.parse(
      await calls.repeatable(() => calls.client.apiCall(BEGIN, { filename: name, length: sizeBytes, ...alternative })),
    );
    try {
      await postFile(url, path, sizeBytes, UPLOAD_TIMEOUT_MS);
      return id;
    } catch (error) {
      if (attempt >= MAX_TRIES) throw error;
    }
  }
}

/** The third step: people see it. Where that is uncertain, Slack is asked before it is done again. */
export async function shareFile(calls: Calls, fileId: string, title: string, { channelId, threadId }: Place): Promise<void> {
  const files: [{ id: string; title: string }] = [{ id: fileId, title }];
  const where = threadId === undefined ? { channel_id: channelId } : { channel_id: channelId, thread_ts: threadId };
  await calls.once(
    async () => (await calls.client.files.completeUploadExternal({ files, ...where })).ok,
    async () => (await isShared(calls, fileId)) || undefined,
  );
}

export async function isShared(calls: Calls, fileId: string): Promise<boolean> {
  const { file } = await calls.repeatable(() => calls.client.files.info({ file: fileId }));
  return Object.keys({ ...file?.shares?.public, ...file?.shares?.private }).length > 0;
}
