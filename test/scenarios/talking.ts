/** Scenarios of talking: who is answered, where, by what name, once. */

import { expect, test } from "vitest";
import { SCRIPTED_ASK } from "../support/talkative-pack.ts";
import type { PlaceKind } from "./platform.ts";
import { needs, type Stage } from "./stage.ts";

export function talkingScenarios(stage: () => Stage): void {
  askingScenarios(stage);
  hearingScenarios(stage);
}

function askingScenarios(stage: () => Stage): void {
  test("asked, Quartet answers with words as they come, a picture, a sound and a clip, remembered as pieces", async () => {
    const { platform } = stage();
    const place = platform.open("channel");
    await place.say("Ana", SCRIPTED_ASK);
    await stage().until(async () => {
      const seen = await place.seen();
      return seen.isBusy && seen.words.join("") !== "";
    });
    const { words, files, notices, buttons } = await stage().answered(place, 1);
    expect(words.join("")).toMatch(/\w/);
    expect(files.map(({ name }) => name.split(".").at(-1)).sort()).toEqual(["mp4", "ogg", "png"]);
    expect(files.filter(({ altText }) => altText !== "").length).toBeGreaterThanOrEqual(2);
    expect(notices).toEqual([]);
    expect(buttons).not.toContain("Cancel");
    const [asked, answer] = await stage().turns(place);
    expect(asked).toMatchObject({ role: "user", author: { name: "Ana" }, parts: [{ type: "text", text: SCRIPTED_ASK }] });
    const made = { lineage: { type: "made", prompt: SCRIPTED_ASK } };
    expect(answer?.parts.filter(({ type }) => type !== "text")).toMatchObject([
      { type: "image", piece: 1, ...made },
      { type: "audio", piece: 2, ...made },
      { type: "video", piece: 3, ...made },
    ]);
  });

  test("the first answer in a place says that a machine gives it, and the next one does not", async (context) => {
    needs(stage(), context, "introduce");
    const place = stage().platform.open("channel");
    await place.say("Ana", "hello");
    expect((await stage().answered(place, 1)).introductions).toBe(1);
    await place.say("Ben", "hello to you both");
    expect((await stage().answered(place, 2)).introductions).toBe(1);
  });

  test("a channel, an old thread and direct messages are conversations of their own", async () => {
    const { platform } = stage();
    const kinds: readonly PlaceKind[] = ["channel", "thread", "direct"];
    const places = kinds.map((kind) => platform.open(kind));
    for (const [index, place] of places.entries()) await place.say("Ana", `this is said in place ${index}`);
    for (const place of places) await stage().answered(place, 1);
    expect(new Set(places.map(({ conversationId }) => conversationId)).size).toBe(3);
    for (const [index, place] of places.entries()) {
      await place.say("Ana", "and what did I say?");
      await stage().answered(place, 2);
      const said = (await stage().turns(place)).filter(({ role }) => role === "user").map(({ parts }) => parts);
      expect(said).toEqual([[{ type: "text", text: `this is said in place ${index}` }], [{ type: "text", text: "and what did I say?" }]]);
    }
  });
}

function hearingScenarios(stage: () => Stage): void {
  test("several people in one place are told apart by name", async () => {
    const place = stage().platform.open("channel");
    await place.say("Ana", "I like boats");
    await stage().answered(place, 1);
    await place.say("Ben", "I like bells");
    await stage().answered(place, 2);
    const people = (await stage().turns(place)).filter(({ role }) => role === "user").map(({ author }) => author);
    expect(people.map(({ name }) => name)).toEqual(["Ana", "Ben"]);
    expect(new Set(people.map(({ id }) => id)).size).toBe(2);
  });

  test("what the platform tells twice is answered once", async () => {
    const place = stage().platform.open("channel");
    await place.say("Ana", "once", { twice: true });
    await place.say("Ana", "and then this");
    await stage().answered(place, 2);
    expect((await stage().turns(place)).map(({ role }) => role)).toEqual(["user", "bot", "user", "bot"]);
  });

  test("other apps are not answered", async (context) => {
    needs(stage(), context, "bots");
    const place = stage().platform.open("channel");
    await place.say("Ana", "hello");
    await stage().answered(place, 1);
    await place.botSays("and now me");
    await place.say("Ana", "who was that?");
    await stage().answered(place, 2);
    const said = (await stage().turns(place)).filter(({ role }) => role === "user").map(({ author }) => author.name);
    expect(said).toEqual(["Ana", "Ana"]);
  });

  test("a house command is answered at once, without the model, and not remembered", async (context) => {
    needs(stage(), context, "house");
    const place = stage().platform.open("channel");
    await place.say("Ana", "hello");
    await stage().answered(place, 1);
    await place.command("Ana", "queue");
    await stage().until(async () => (await place.seen()).whispers.some((text) => /\bwaits\b/.test(text)));
    expect(await stage().turns(place)).toHaveLength(2);
    await place.command("Ana", "diagnose");
    const told = await stage().until(async () => (await place.seen()).whispers.find((text) => text.includes("cpu")));
    expect(told).toMatch(/I run \S+ \S+ \(licence .*\) on cpu; beside words it makes: pictures, sounds, clips\./);
    expect(told).toContain("Nothing is missing.");
  });
}
