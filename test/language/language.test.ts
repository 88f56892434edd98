/** Every sentence stands in every language, and a fault told in one process is read in another, in the language of the place. */

import { expect, test } from "vitest";
import { AttachmentError, toldOf } from "../../src/errors.ts";
import { LANGUAGES, type Sentences, sentenceOf, sentencesIn } from "../../src/language/language.ts";
import { momentIn, momentOf, spellMoments } from "../../src/language/moment.ts";
import { type JobReply, replySchema } from "../../src/media/protocol.ts";

/** A function is asked with what reads well in any place, so that a sentence that forgets its language shows. */
function sentencesOf(given: unknown, path = ""): readonly (readonly [path: string, sentence: string])[] {
  if (typeof given === "string") return [[path, given]];
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => sentencesOf(value, `${path}.${key}`));
}

test("no sentence is empty, or the same in two languages", () => {
  const [english, german] = LANGUAGES.map((language) => new Map(sentencesOf(sentencesIn(language))));
  expect(german?.size).toBe(english?.size);
  for (const [path, sentence] of english ?? []) {
    expect(sentence.trim(), path).not.toBe("");
    if (/ .* /.test(sentence)) expect(german?.get(path), path).not.toBe(sentence);
  }
});

test("what is longer or larger than allowed is said in the manner of the language", () => {
  const faults = (language: "en" | "de"): Sentences["faults"] => sentencesIn(language).faults;
  expect(faults("en").attachmentTooLarge(1.5e6)).toBe("This is larger than 1.5 MB, which is the most I take.");
  expect(faults("de").attachmentTooLarge(1.5e6)).toBe("Das ist größer als 1,5 MB, und mehr nehme ich nicht.");
  expect(faults("en").tooLong(3_601_000, 60_000)).toBe("This lasts 1:00:01 hours; I take up to 1:00 minutes. Please cut it shorter.");
  expect(faults("de").fileKind("pdf")).toMatch(/^Das ist ein PDF-Dokument; ich nehme Bilder/);
});

test("what lasts a moment too long is never said to last as long as is allowed", () => {
  const { tooLong } = sentencesIn("en").faults;
  expect(tooLong(60_040, 60_000)).toBe("This lasts 1:01 minutes; I take up to 1:00 minutes. Please cut it shorter.");
  expect(tooLong(3_599_900, 60_000)).toContain("This lasts 1:00:00 hours;");
});

test("what is larger than may be sent is never said to be as large as may be sent", () => {
  expect(sentencesIn("en").faults.tooLargeHere(10_490_000, 10 * 2 ** 20)).toContain("is 11 MB large, and here I can send at most 10 MB.");
  expect(sentencesIn("de").faults.tooLargeHere(8_400_000, 8 * 2 ** 20)).toContain("ist 8,4 MB groß, und hier kann ich höchstens 8,3 MB senden.");
  expect(sentencesIn("en").faults.tooLargeHere(25_001, 25_000)).toContain("is 26 kB large, and here I can send at most 25 kB.");
});

test("numbers stand with the form and the case that they ask for", () => {
  const [english, german] = [sentencesIn("en"), sentencesIn("de")];
  expect(english.diagnose.queue(1, 1)).toBe("In all I am working on 1, and 1 waits.");
  expect(german.diagnose.queue(0, 1)).toBe("Insgesamt arbeite ich an 0, und 1 wartet.");
  expect(german.diagnose.queue(2, 0)).toBe("Insgesamt arbeite ich an 2, und 0 warten.");
  expect([1, 30].map((days) => german.privacy.howLong(days))).toEqual([
    expect.stringContaining("was hier gesagt wird, geht nach 1 Tag."),
    expect.stringContaining("was hier gesagt wird, geht nach 30 Tagen."),
  ]);
});

test("what was is told by how much has passed, and nothing that was is still to come", () => {
  const now = 1_700_000_000_500;
  const told = (at: number, language: "en" | "de" = "en") => spellMoments(momentOf(at), language, now);
  expect(told(now - 100)).toBe("0 seconds ago");
  expect(told(now - 7_260_000)).toBe("2 hours ago");
  expect(told(now - 47 * 3_600_000, "de")).toBe("vor 47 Stunden");
  expect(told(now - 50 * 3_600_000, "de")).toBe("vor 2 Tagen");
  expect(spellMoments(momentIn(now + 7_260_000), "en", now)).toBe("in 3 hours");
});

test("what Discord offers to forget is named as its choices name it", () => {
  for (const language of LANGUAGES) {
    const { mayNotForget, commands } = sentencesIn(language).discord;
    expect(mayNotForget).toContain(commands.forgetMine);
  }
});

test("a fault crosses a process as data and is told in the language of who reads it", () => {
  const { telling } = new AttachmentError("The picture is huge.", ["pictureTooLarge", 60_000, 60_000]);
  const crossed: unknown = JSON.parse(JSON.stringify({ type: "failed", id: 1, fault: "file", message: "", told: telling }));
  const reply = replySchema.parse(crossed) as JobReply;
  if (reply.type !== "failed") throw new Error("Expected the reply to be a failure.");
  expect(sentenceOf(reply.told, sentencesIn("de"))).toBe("Dieses Bild gibt an, 60000 × 60000 Pixel groß zu sein; das ist mehr, als ich nehme.");
  expect(replySchema.safeParse({ ...(crossed as object), told: ["rm -rf"] }).success).toBe(false);
  expect(toldOf("anything", sentencesIn("de"))).toBe("Bei mir ist etwas schiefgegangen; bitte versuche es noch einmal.");
  expect(toldOf("anything")).toBe("Something went wrong on my side; please try again.");
});
