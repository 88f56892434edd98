/** `/diagnose` names what holds and what is missing, with the fix, in the language of the place. */

import { expect, test } from "vitest";
import type { PlaceReport } from "../../src/adapter.ts";
import type { Command } from "../../src/commands/command.ts";
import { diagnoseCommand, type DiagnoseParts } from "../../src/commands/diagnose.ts";
import type { PackSummary } from "../../src/core/protocol.ts";
import { type Language, sentencesIn } from "../../src/language/language.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";

const PACK = { name: "storybook", version: "1.0", licence: { id: "MIT", commercial: true }, device: "cpu", outputs: ["image", "audio"] } as const;
const LIMITS = { maxTextLength: 2000, maxFileBytes: 20 * 2 ** 20, maxFilesPerMessage: 10, minEditIntervalMs: 0 };
const COMMAND: Command = {
  name: "diagnose",
  options: {},
  source: { platform: "discord", channelId: "1", messageId: "2" },
  conversationId: conversationIdOf("discord", "1"),
  author: { id: "ana", name: "Ana" },
  isModerator: false,
};

async function diagnosed(parts: Partial<DiagnoseParts>, language: Language = "en"): Promise<readonly string[]> {
  const handler = diagnoseCommand({
    pack: () => PACK as unknown as PackSummary,
    load: () => ({ running: 2, waiting: 3 }),
    inspect: async () => undefined,
    checks: async () => ({ core: true, media: true }),
    ...parts,
  });
  return (await handler(COMMAND, sentencesIn(language))).text.split("\n");
}

function report(permissions: PlaceReport["permissions"]): Partial<DiagnoseParts> {
  return { inspect: async (_source, { discord }) => ({ permissions, fix: discord.fix, hearsWords: false, limits: LIMITS }) };
}

test("where nothing is missing, it says so", async () => {
  expect(await diagnosed(report([{ name: "Send Messages", isGranted: true, isOptional: false }]))).toEqual([
    "Permissions here: ✅ Send Messages",
    "I hear what is said to me: mentions, replies and direct messages.",
    "One message of mine holds up to 2000 characters and 10 files of up to 20 MiB.",
    "I run storybook 1.0 (licence MIT) on cpu; beside words it makes: pictures, sounds.",
    "In all I am working on 2, and 3 wait.",
    "✅ Nothing is missing.",
  ]);
});

test("what is missing is named, apart from what would be nice, with the fix", async () => {
  const lines = await diagnosed(
    report([
      { name: "Dateien anhängen", isGranted: false, isOptional: false },
      { name: "Sprachnachrichten senden", isGranted: false, isOptional: true },
    ]),
    "de",
  );
  expect(lines[0]).toBe("Rechte hier: ❌ Dateien anhängen · ❌ Sprachnachrichten senden");
  expect(lines.slice(-3)).toEqual([
    "❌ Richtig antworten kann ich nicht ohne: Dateien anhängen.",
    "Mehr könnte ich mit: Sprachnachrichten senden.",
    sentencesIn("de").discord.fix,
  ]);
});

test("a part that is not well is named, on a platform without permissions too", async () => {
  const lines = await diagnosed({ checks: async () => ({ core: false, media: true }) });
  expect(lines.at(-1)).toContain("This part of me is not well: core.");
});
