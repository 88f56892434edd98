/** Files that people sent: described where an event does not, and opened again by their id with the bot's token. */

import type { AttachmentSource } from "../../src/adapter.ts";
import { AttachmentError } from "../../src/errors.ts";
import type { Telling } from "../../src/language/language.ts";
import { type Calls, codeOf } from "./calls.ts";
import { fileShape, type SlackFile } from "./events.ts";

/** As it was where Slack does not tell in time. */
export async function describeFile(calls: Calls, file: SlackFile): Promise<SlackFile> {
  const answer = await calls.briefly(() => calls.client.files.info({ file: file.id }));
  return fileShape.safeParse(answer?.file).data ?? file;
}

/** Throws AttachmentError, whose `told` says why the file cannot be had. */
export async function openFile(calls: Calls, botToken: string, fileId: string): Promise<AttachmentSource> {
  const file = await infoOf(calls, fileId);
  const told = UNAVAILABLE[file.mode ?? ""];
  if (told !== undefined) throw new AttachmentError(`The Slack file ${fileId} has the mode ${file.mode}.`, told);
  const url = file.url_private_download ?? file.url_private;
  if (url === undefined) throw new AttachmentError(`Slack gives no address for the file ${fileId}.`, ["slackFileClosed"]);
  // Slack answers 200 with its login page where the token may not read a file.
  const decoy = file.mimetype === "text/html" ? {} : { decoy: { mediaType: "text/html", told: ["slackLoginPage"] as const } };
  return { type: "url", url, headers: { authorization: `Bearer ${botToken}` }, ...decoy };
}

const UNAVAILABLE: Readonly<Record<string, Telling>> = {
  tombstone: ["slackFileDeleted"],
  hidden_by_limit: ["slackFileHidden"],
  external: ["slackFileOutside"],
};

const REFUSED: Readonly<Record<string, Telling>> = {
  missing_scope: ["slackFileScope"],
  file_not_found: ["slackFileNotFound"],
  file_deleted: ["slackFileDeleted"],
  access_denied: ["slackFileDenied"],
};

async function infoOf(calls: Calls, fileId: string) {
  try {
    const { file = {} } = await calls.repeatable(() => calls.client.files.info({ file: fileId }));
    return file;
  } catch (error) {
    const code = codeOf(error) ?? "";
    throw new AttachmentError(`Slack does not tell of the file ${fileId}: ${code || String(error)}.`, REFUSED[code] ?? ["slackFileUnread"], error);
  }
}
