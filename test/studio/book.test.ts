/** The book as a file: what its lineage and its credits lead to stands in it. */

import { expect, test } from "vitest";
import { Conversations } from "../../src/conversation/conversations.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { makeBook } from "../../src/studio/book.ts";
import { scenesOf } from "../../src/studio/scenes.ts";
import { foldStudio } from "../../src/studio/studio.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, answer, madeImage, ROOM, say } from "../support/spoken.ts";

test("only to pieces that stand in the book a link leads", async () => {
  const store = freshStore();
  const conversations = new Conversations(store);
  const { id } = await store.files.put(Buffer.from("picture"), "image/png");
  for (const piece of [1, 2, 3]) {
    await say(conversations, 10 * piece, { text: "a boat" });
    const { lineage, ...image } = madeImage(id, piece, `boat ${piece}`);
    const parents = piece === 1 ? [] : [(piece - 1) as PieceNumber];
    await answer(conversations, 10 * piece, [{ ...image, lineage: { ...lineage, type: "made", prompt: "", seed: 1, parents } }], piece + 1);
  }
  const pieces = [2, 3] as readonly number[] as readonly PieceNumber[];
  const events = [
    { type: "opened", title: "Boats", by: ANA, at: 5 },
    { type: "chosen", pieces, by: ANA, at: 50 },
  ] as const;
  const studio = foldStudio(ROOM, events, await conversations.memory(ROOM));
  if (studio === undefined) expect.unreachable("the session is there");
  const { studio: sentences } = sentencesIn("en");
  const book = await makeBook({
    studio,
    scenes: scenesOf(studio, "favourites"),
    pack: "tiny",
    language: "en",
    sentences,
    fileOf: async () => undefined,
  });
  const led = [...book.matchAll(/href="#([\w-]+)"/g)].map(([, name]) => name);
  expect(new Set(led)).toEqual(new Set(["page-1", "page-2", "piece-2", "piece-3"]));
  for (const name of led) expect(book).toContain(`id="${name}"`);
  expect(book).toContain('<span class="number">#1</span>');
});
