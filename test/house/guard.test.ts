/** What an answer may say is looked at a token at a time, and refused at the same word as if all of it were read each time. */

import { expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { AnswerGuard } from "../../src/house/guard.ts";
import { House } from "../../src/house/house.ts";
import { screen } from "../../src/screen/screen.ts";
import { openStore } from "../../src/store/store.ts";
import type { Source } from "../../src/turn/inbound.ts";
import { freshFolder } from "../support/fresh-folder.ts";

const source: Source = { platform: "slack", channelId: "c", messageId: "m" };
const HARMLESS = "A small green frog sits at the sea in the rain and is glad of it. ".repeat(8);

function newGuard(): AnswerGuard {
  const { house: config, language } = loadConfig({});
  const house = new House(openStore(freshFolder()), { config, language, licence: { id: "MIT", commercial: true } });
  return new AnswerGuard(house, { source, author: { id: "u", name: "Ana" } });
}

/** How much is said before it is refused; undefined where all of it may be said. */
function saidOf(text: string, step: number, check: (said: string) => boolean): number | undefined {
  for (let length = step; length < text.length + step; length += step) if (!check(text.slice(0, length))) return length;
  return undefined;
}

function isTakenBy(guard: AnswerGuard): (said: string) => boolean {
  return (said) => {
    try {
      guard.checkText(said);
      return true;
    } catch {
      return false;
    }
  };
}

const isAllowed = (said: string) => screen({ type: "text", text: said }, source).type !== "refuse";

test.each([
  [`${HARMLESS}A naked woman.`, 1],
  [`Naked. ${HARMLESS}`, 3],
  [`${HARMLESS}Two blue tits and the same sex of the flower. ${HARMLESS}`, 1],
  [`${HARMLESS}She is sexy. ${HARMLESS}She is a girl of twelve.`, 7],
  [`${HARMLESS}s . e . x`, 2],
  [`${HARMLESS}Zieh sie aus. ${HARMLESS}`, 5],
  [`${HARMLESS}Take off her clothes. ${HARMLESS}`, HARMLESS.length + 300],
])("case %#", (text, step) => {
  const whole = saidOf(text, step, isAllowed);
  expect(saidOf(text, step, isTakenBy(newGuard()))).toBe(whole);
});

test("what is refused is refused, and what is harmless is not", () => {
  expect(saidOf(`${HARMLESS}A naked woman.`, 1, isTakenBy(newGuard()))).toBe(HARMLESS.length + "A naked".length);
  expect(saidOf(`${HARMLESS}Two blue tits.${HARMLESS}`, 20, isTakenBy(newGuard()))).toBeUndefined();
});
