/** Slack's markup: what people write becomes plain words, what Quartet writes can neither call anybody nor be cut apart. */

import { cutText } from "../../src/router/split-text.ts";
import { MAX_MARKDOWN_LENGTH } from "./limits.ts";

/** Slack asks for these three only: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function unescapeMarkup(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** The messages that a text takes; their escaped forms fit. A code block in the last one stays open, for a stream goes on there. */
export function splitForSlack(text: string): readonly string[] {
  const cuts = cutText(text, { maxLength: MAX_MARKDOWN_LENGTH, lengthOf: (part) => escapeMarkup(part).length });
  return cuts.map(({ open, body, close }, index) => open + body + (index === cuts.length - 1 ? "" : close));
}

/** At most `maxLength` characters after escaping, with an ellipsis where something was left out: for captions and labels only. */
export function shortenEscaped(text: string, maxLength: number): string {
  const escaped = escapeMarkup(text);
  if (escaped.length <= maxLength) return escaped;
  return `${escaped.slice(0, maxLength - 1).replace(/(?:&[a-z]*|[\uD800-\uDBFF])$/, "")}…`;
}

/** The ids of the people that a text mentions. */
export function mentionedIn(text: string): readonly string[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].flatMap(([, id]) => id ?? []);
}

/** Words as a person reads them: without the mention of the app itself, people by name, links by address. */
export function readMarkup(text: string, selfId: string, nameOf: (userId: string) => string): string {
  const plain = text.replaceAll(/<([^>]*)>/g, (_, inner: string) => {
    const [target = "", label] = inner.split("|", 2);
    if (target === `@${selfId}`) return "";
    if (target.startsWith("@")) return `@${label ?? nameOf(target.slice(1))}`;
    if (target.startsWith("#")) return `#${label ?? target.slice(1)}`;
    if (target.startsWith("!")) return `@${label ?? target.slice(1)}`;
    return label === undefined || label === target ? target : `${label} (${target})`;
  });
  return unescapeMarkup(plain).trim();
}
