/** Scenarios of sending: media that people send, what is left out and why, and pieces that are spoken of again. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { referredPieces } from "../../src/conversation/references.ts";
import type { SentFile } from "../contract/adapter.contract.ts";
import { fixture, makeVideo, makeWithFfmpeg, tone } from "../media/sample-files.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { SCRIPTED_ASK } from "../support/talkative-pack.ts";
import type { Place } from "./platform.ts";
import { MAX_ATTACHMENT_BYTES, needs, type Stage } from "./stage.ts";

const PICTURE: SentFile = { name: "photo.jpg", mediaType: "image/jpeg", bytes: readFileSync(fixture("photo-420.jpg")) };

/** The pieces that the newest thing said is about. */
async function referred(stage: Stage, place: Place): Promise<readonly number[]> {
  const memory = await stage.quartet.conversations.memory(place.conversationId);
  const turn = memory.turns.findLast(({ role }) => role === "user");
  if (turn === undefined) return [];
  const { chosen, named } = referredPieces(memory, turn);
  return [...chosen, ...named];
}

export function sendingScenarios(stage: () => Stage): void {
  fileScenarios(stage);
  referenceScenarios(stage);
}

function fileScenarios(stage: () => Stage): void {
  test("a picture, a sound and a clip are taken in, words or not, and numbered in their order", async () => {
    const folder = freshFolder();
    const sound = makeWithFfmpeg(folder, ...tone("0.3*sin(2764*t)"), "-t", "1", "-c:a", "libopus", "sound.ogg");
    const clip = makeVideo(folder, "clip.mp4", { seconds: 1 });
    const files = [
      PICTURE,
      { name: "sound.ogg", mediaType: "audio/ogg", bytes: readFileSync(sound) },
      { name: "clip.mp4", mediaType: "video/mp4", bytes: readFileSync(clip) },
    ];
    const place = stage().platform.open("direct");
    const before = (await stage().turns(place)).length;
    await place.say("Ana", "", { files });
    const seen = await stage().answered(place, before / 2 + 1);
    const asked = (await stage().turns(place)).at(-2);
    expect(asked?.parts).toMatchObject([
      { type: "image", lineage: { type: "sent", name: "photo.jpg" } },
      { type: "audio", lineage: { name: "sound.ogg" } },
      { type: "video", lineage: { name: "clip.mp4" } },
    ]);
    expect(seen.notices).toEqual([]);
  });

  test("every file that is left out is named with its reason, and the others are taken", async () => {
    const files: SentFile[] = [
      { name: "notes.pdf", mediaType: "application/pdf", bytes: Buffer.from("%PDF-1.4 words") },
      { name: "claims.mp4", mediaType: "video/mp4", bytes: Buffer.from("just some words in a file") },
      PICTURE,
    ];
    const place = stage().platform.open("channel");
    await place.say("Ana", "what is this?", { files });
    const { notices } = await stage().answered(place, 1);
    const told = notices.join("\n");
    expect(told).toMatch(/notes\.pdf.*PDF document/);
    expect(told).toMatch(/claims\.mp4.*text file/);
    expect(told).not.toContain("photo.jpg");
    const [asked] = await stage().turns(place);
    expect(asked?.parts.map(({ type }) => type)).toEqual(["text", "image"]);
  });

  test("a file that is too large is named with the most that is taken", async () => {
    const place = stage().platform.open("channel");
    const bytes = Buffer.concat([PICTURE.bytes, Buffer.alloc(MAX_ATTACHMENT_BYTES)]);
    await place.say("Ana", "and this?", { files: [{ ...PICTURE, name: "huge.jpg", bytes }] });
    const told = await stage().until(async () => {
      const { notices, isBusy } = await place.seen();
      return !isBusy && notices.length > 0 && notices.join("\n");
    });
    expect(told).toMatch(/huge\.jpg.*0\.4 MB/);
  });
}

function referenceScenarios(stage: () => Stage): void {
  test("pieces are spoken of by number, by reply and by button, and what is made of them names them as its parents", async (context) => {
    const place = stage().platform.open("channel");
    await place.say("Ana", "look", { files: [PICTURE] });
    await stage().answered(place, 1);
    await place.say("Ben", "make #1 blue");
    await stage().answered(place, 2);
    expect(await referred(stage(), place)).toEqual([1]);
    const other = stage().platform.open("channel");
    await other.say("Ana", SCRIPTED_ASK);
    await stage().answered(other, 1);
    needs(stage(), context, "Use");
    await other.press("Ben", "Use");
    await other.fill("Ben", "make it blue");
    await stage().answered(other, 2);
    expect(await referred(stage(), other)).toHaveLength(1);
    const used = (await stage().turns(other)).at(-2);
    expect(used).toMatchObject({ author: { name: "Ben" }, parts: [{ type: "text", text: "make it blue" }] });
  });

  test("a reply to a medium is about that medium", async (context) => {
    needs(stage(), context, "reply");
    const place = stage().platform.open("channel");
    await place.say("Ana", SCRIPTED_ASK);
    await stage().answered(place, 1);
    await place.say("Ana", "and something else");
    await stage().answered(place, 2);
    await place.say("Ben", "make that one blue", { toMedium: true });
    await stage().answered(place, 3);
    expect(await referred(stage(), place)).not.toEqual([]);
  });
}
