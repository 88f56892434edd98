/** A case's conversation, had with a pack that lacks an input. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Core, Prompt } from "../../src/core/protocol.ts";
import { startCore } from "../../src/core/supervisor.ts";
import type { Case } from "../../src/eval/cases.ts";
import { converse } from "../../src/eval/converse.ts";
import { openJudges } from "../../src/eval/judges.ts";
import { createLogger } from "../../src/logger.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { copyTinyPack } from "../support/scripted-pack.ts";
import { source } from "./world.ts";

test("what a pack cannot take keeps its number, and no other piece bears it", async () => {
  const folder = freshFolder();
  const packFolder = copyTinyPack(join(folder, "pack"), (manifest) => {
    const { audio: _, ...inputs } = manifest.inputs;
    return { ...manifest, inputs };
  });
  const logger = createLogger({ level: "silent", format: "json" });
  const running = await startCore({ packFolder, device: "cpu", threads: 1, logger });
  onTestFinished(() => running.stop());
  const media = await startMedia({ ffmpeg: await findFfmpeg({ copyFolder: join(folder, "bin") }) });
  onTestFinished(() => media.stop());
  await using judges = await openJudges(join(import.meta.dirname, "../fixtures/judges"));
  const prompts: Prompt[] = [];
  const core: Core = {
    pack: running.pack,
    health: running.health,
    answer: (prompt, options, signal) => {
      prompts.push(prompt);
      return running.answer(prompt, { ...options, maxTokens: 4, modalities: [] }, signal);
    },
    cancelPiece: () => false,
    forget: (id) => running.forget(id),
    stop: () => running.stop(),
  };
  const sent = (["audio", "image"] as const).map((modality) => ({ modality, scene: 0 }));
  const asked: Case = {
    ...{ id: "a", suite: "matrix", group: "TIA:TI", sayings: [{ text: "look", media: sent }] },
    expected: { type: "declines" },
  };
  await converse({ core, media, judges, pool: source.pool, keptFolder: folder, workFolder: join(folder, "work"), seed: 1 }, asked);
  expect(prompts[0]?.turns[0]?.parts.flatMap((part) => (part.type === "medium" ? [part.piece] : []))).toEqual([2]);
  expect(prompts[0]?.nextPiece).toBe(3);
});
