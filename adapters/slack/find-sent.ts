/** Which parts of an answer stand in Slack as they should be, by the marks that its messages carry. */

import type { Owed } from "../../src/adapter.ts";
import { type Mark, wordsMark } from "./marks.ts";
import { splitForSlack } from "./markup.ts";

/** `marks`: of this answer's messages. */
export function namesMarked(marks: readonly Mark[], owed: readonly Owed[]): ReadonlySet<string> {
  const stands = ({ part, sha256 }: Omit<Mark, "answer">) => marks.some((mark) => mark.part === part && mark.sha256 === sha256);
  const text = owed.flatMap(({ content }) => (content.type === "text" ? content.text : [])).join("");
  const parts = splitForSlack(text).filter((part) => part.trim() !== "");
  const hasWords = parts.every((part, index) => stands(wordsMark(`text-${index}`, part)));
  const isThere = ({ name, content }: Owed): boolean => {
    if (content.type === "text") return hasWords;
    if (content.type === "notice") return stands(wordsMark(name, content.text));
    return marks.some(({ part, state, sha256 }) => part === name && state === "made" && sha256 === content.file.id);
  };
  return new Set(owed.filter(isThere).map(({ name }) => name));
}
