/** Every sentence stands in every language, and a fault told in one process is read in another, in the language of the place. */

import { expect, test } from "vitest";
import { AttachmentError, toldOf } from "../../src/errors.ts";
import { LANGUAGES, type Sentences, sentenceOf, sentencesIn } from "../../src/language/language.ts";
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
