/** Files that people sent: described where an event does not, and opened again by their id with the bot's token. */

import type { AttachmentSource } from "../../src/adapter.ts";
import { AttachmentError } from "../../src/errors.ts";
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
  if (url === undefined) throw new AttachmentError(`Slack gives no address for the file ${fileId}.`, "Slack does not let me download this file.");
  const decoy = file.mimetype === "text/html" ? {} : { decoy: { mediaType: "text/html", told: LOGIN_PAGE_TOLD } };
  return { type: "url", url, headers: { authorization: `Bearer ${botToken}` }, ...decoy };
}

/** Slack answers 200 with its login page where the token may not read a file. */
const LOGIN_PAGE_TOLD =
  "Slack showed me its login page instead of this file: I have to be installed again with the files:read permission, or invited to where it was shared.";

const UNAVAILABLE: Readonly<Record<string, string>> = {
  tombstone: "This file was deleted before I could read it.",
  hidden_by_limit: "This file is hidden by your workspace's plan, so I cannot read it.",
  external: "This file lies outside Slack, where I cannot read it; please upload it here.",
};

const REFUSED: Readonly<Record<string, string>> = {
  missing_scope: "I may not read files in this workspace: I have to be installed again with the files:read permission.",
  file_not_found: "This file was deleted, or lies where I am not invited.",
  file_deleted: "This file was deleted before I could read it.",
  access_denied: "This file lies where I am not invited.",
};

async function infoOf(calls: Calls, fileId: string) {
  try {
    const { file = {} } = await calls.repeatable(() => calls.client.files.info({ file: fileId }));
    return file;
  } catch (error) {
    const code = codeOf(error) ?? "";
    throw new AttachmentError(
      `Slack does not tell of the file ${fileId}: ${code || String(error)}.`,
      REFUSED[code] ?? "Slack did not let me read this file; please send it again.",
      error,
    );
  }
}
