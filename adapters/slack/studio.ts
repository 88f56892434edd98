/** Group sessions in Slack: a thread under a posted board, and words, files and contributions that go there. */

import type { types } from "@slack/bolt";
import { DeliveryError } from "../../src/errors.ts";
import type { Stage } from "../../src/studio/stage.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { boardContent, escapeMarkdown } from "./board.ts";
import { type Calls, codeOf } from "./calls.ts";
import { escapeMarkup, shortenEscaped, splitForSlack } from "./markup.ts";
import { HOUSE_METADATA, QUESTION_METADATA } from "./marks.ts";
import { inboundBase, type Place, saidIdOf } from "./parse.ts";
import { shareFile, uploadFile } from "./upload.ts";

const MAX_RESTATED_LENGTH = 3_000;
const NO_ENTRY = ["not_in_channel", "channel_not_found"];

/** `calls`: throws before the adapter is started. */
export function createStage(calls: () => Calls, signer: Signer): Stage {
  const post = async (
    channel: string,
    thread: string | undefined,
    content: { text: string; blocks: types.AnyBlock[] } | { markdown_text: string },
  ) => {
    const where = thread === undefined ? { channel } : { channel, thread_ts: thread };
    const posted = { ...where, ...content, metadata: HOUSE_METADATA, unfurl_links: false };
    const { ts } = await calls().repeatable(() => calls().client.chat.postMessage(posted));
    return String(ts);
  };
  return {
    tame: escapeMarkdown,
    hearsWords: () => true,
    open: async (at, board) => {
      const { channelId, threadId } = at;
      const boardId = await post(channelId, threadId, boardContent(board, threadId, signer)).catch((error: unknown) => {
        throw NO_ENTRY.includes(codeOf(error) ?? "") ? new DeliveryError("The app is not in that channel.", error, ["slackNotInvited"]) : error;
      });
      return { place: threadId === undefined ? { ...at, threadId: boardId, messageId: boardId } : at, boardId };
    },
    show: async ({ channelId, threadId }, boardId, board) => {
      const content = boardContent(board, threadId, signer);
      try {
        if (boardId === undefined) return await post(channelId, threadId, content);
        await calls().repeatable(() => calls().client.chat.update({ channel: channelId, ts: boardId, ...content }));
        return boardId;
      } catch (error) {
        if (!["message_not_found", "cant_update_message"].includes(codeOf(error) ?? "")) throw error;
        return await post(channelId, threadId, content);
      }
    },
    post: async ({ channelId, threadId }, { text, files = [] }) => {
      for (const part of splitForSlack(text)) await post(channelId, threadId, { markdown_text: escapeMarkup(part) });
      const place: Place = { channelId, ...(threadId === undefined ? {} : { threadId }) };
      for (const file of files) await shareFile(calls(), await uploadFile(calls(), file), file.name, place);
    },
    restate: async (place, author, words, attachments) => {
      const links = await Promise.all(attachments.map(({ fetchKey }) => permalinkOf(calls(), fetchKey)));
      const said = `*${escapeMarkup(author.name)}*: ${shortenEscaped(words, MAX_RESTATED_LENGTH)}`;
      const text = [said, ...links.flatMap((link) => (link === undefined ? [] : [`<${link}>`]))].join("\n");
      const { channelId: channel, threadId } = place;
      const where = threadId === undefined ? { channel } : { channel, thread_ts: threadId };
      const metadata = { event_type: QUESTION_METADATA, event_payload: {} };
      const { ts } = await calls().repeatable(() => calls().client.chat.postMessage({ ...where, text, metadata }));
      const { id, source } = inboundBase(place, String(ts), saidIdOf(channel, String(ts)), author);
      return { id, source: { ...place, ...source } };
    },
  };
}

/** Slack shows a file where its link is posted, to whoever may see it. */
async function permalinkOf(calls: Calls, file: string): Promise<string | undefined> {
  return (await calls.briefly(() => calls.client.files.info({ file })))?.file?.permalink;
}
