import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { AnswerOptions, Core, CoreEvent } from "../../src/core/protocol.ts";
import { startCore } from "../../src/core/supervisor.ts";
import { CancelledError, CoreCrashedError, PackError } from "../../src/errors.ts";
import { createLogger } from "../../src/logger.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { loadTinyPack, only, promptOf, SCRIPTED, said, scriptPack, textOf } from "../support/answers.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { copyTinyPack } from "../support/scripted-pack.ts";

const PROMPT = promptOf("a", said("a red boat"));
let scripted: Awaited<ReturnType<typeof scriptPack>>;

beforeAll(async () => {
  await using pack = await loadTinyPack();
  scripted = await scriptPack(pack, PROMPT, ["image", "audio"]);
});

interface Started {
  readonly core: Core;
  /** Of every process so far; from the log, as an operator sees it. */
  readonly pids: number[];
  readonly options: AnswerOptions;
}

async function start(packFolder?: string): Promise<Started> {
  const folder = freshFolder();
  const pids: number[] = [];
  const logger = pino(
    { base: null },
    { write: (line: string) => void (JSON.parse(line).msg === "the core is ready" && pids.push(JSON.parse(line).pid)) },
  );
  const core = await startCore({
    packFolder: packFolder ?? copyTinyPack(join(folder, "pack"), () => scripted.manifest),
    device: "cpu",
    threads: 1,
    logger,
  });
  onTestFinished(() => core.stop());
  // Many steps for what is made last: a core that is killed must still be at work when the kill reaches it, however busy the machine is.
  return { core, pids, options: { outputFolder: folder, ...SCRIPTED, steps: { image: 8, audio: 60 } } };
}

/** Kills the newest process as `kill -9` does. */
function kill(pids: readonly number[]): void {
  process.kill(pids.at(-1) ?? 0, "SIGKILL");
}

async function collect(events: AsyncIterable<CoreEvent>, onEvent: (event: CoreEvent) => void = () => {}): Promise<CoreEvent[]> {
  const collected: CoreEvent[] = [];
  for await (const event of events) {
    collected.push(event);
    onEvent(event);
  }
  return collected;
}

const never = () => new AbortController().signal;

/** What a person sees, without what differs from time to time. */
function seen(events: readonly CoreEvent[]): unknown {
  return {
    text: textOf(events),
    starts: only(events, "media-start").map(({ piece, modality, caption }) => [piece, modality, caption]),
    progress: only(events, "media-progress").map(({ piece, step }) => `${piece}:${step}`),
    ends: only(events, "media-end").map(({ piece }) => piece),
  };
}

describe("a crash", () => {
  test.each(["text-delta", "media-progress", "media-end"] as const)("by kill -9 after the first %s is not seen in the answer", async (moment) => {
    const { core, pids, options } = await start();
    const undisturbed = await collect(core.answer(PROMPT, options, never()));
    const events = await collect(core.answer(PROMPT, options, never()), (event) => {
      if (event.type === moment && pids.length === 1) {
        kill(pids);
        pids.push(0);
      }
    });
    expect(pids).toHaveLength(3);
    expect(seen(events)).toEqual(seen(undisturbed));
    expect(events.at(-1)?.type).toBe("end");
  });

  test("that comes again with the same answer is told", async () => {
    const { core, pids, options } = await start();
    let lives = 0;
    const answer = collect(core.answer(PROMPT, options, never()), (event) => {
      if (event.type !== "media-progress" || lives === pids.length) return;
      lives = pids.length;
      kill(pids);
    });
    await expect(answer).rejects.toThrow(CoreCrashedError);
    expect((await collect(core.answer(PROMPT, { ...options, modalities: [] }, never()))).at(-1)?.type).toBe("end");
  });

  test("between answers costs nothing but the start", async () => {
    const { core, pids, options } = await start();
    kill(pids);
    expect((await collect(core.answer(PROMPT, options, never()))).at(-1)?.type).toBe("end");
    expect(pids).toHaveLength(2);
  });
});

describe("cancelling", () => {
  test("by the signal ends the answer", async () => {
    const { core, options } = await start();
    const cancel = new AbortController();
    const events = await collect(core.answer(PROMPT, options, cancel.signal), (event) => event.type === "media-progress" && cancel.abort());
    expect(events.at(-1)).toMatchObject({ type: "end", finishReason: "cancelled" });
    expect(only(events, "media-end")).toEqual([]);
  });

  test("by an aborted signal begins nothing", async () => {
    const { core, options } = await start();
    await expect(collect(core.answer(PROMPT, options, AbortSignal.abort()))).rejects.toThrow(CancelledError);
  });

  test("one piece leaves the other", async () => {
    const { core, options } = await start();
    const cancelled: boolean[] = [];
    const steps = { image: 200, audio: 3 };
    const events = await collect(core.answer(PROMPT, { ...options, steps }, never()), (event) => {
      if (event.type === "media-progress" && event.piece === 1 && event.step === 2)
        cancelled.push(core.cancelPiece("a", event.piece), core.cancelPiece("a", 99 as PieceNumber));
    });
    expect(cancelled).toEqual([true, false]);
    expect(only(events, "media-drop").map(({ piece, reason }) => [piece, reason])).toEqual([[1, "cancelled"]]);
    expect(only(events, "media-end").some(({ piece }) => piece === 2)).toBe(true);
  });

  test("one piece of a core that has just died leaves it out of what is done again", async () => {
    const { core, pids, options } = await start();
    const cancelled: boolean[] = [];
    const events = await collect(core.answer(PROMPT, { ...options, steps: { image: 60, audio: 3 } }, never()), (event) => {
      if (event.type !== "media-progress" || event.piece !== 1 || pids.length > 1) return;
      kill(pids);
      pids.push(0);
      cancelled.push(core.cancelPiece("a", event.piece));
    });
    expect(cancelled).toEqual([true]);
    expect(only(events, "media-drop").map(({ piece, reason }) => [piece, reason])).toEqual([[1, "cancelled"]]);
    expect(only(events, "media-end").map(({ piece }) => piece)).toEqual([2]);
  });

  test("by leaving the loop lets the next answer begin", async () => {
    const { core, options } = await start();
    for await (const event of core.answer(PROMPT, { ...options, steps: { image: 500 } }, never())) if (event.type === "media-progress") break;
    const next = await collect(core.answer(promptOf("b", said("a red boat")), options, never()));
    expect(next.at(-1)).toMatchObject({ type: "end" });
  });
});

test("two conversations at once each get their own answer", async () => {
  const { core, options } = await start();
  const alone = await collect(core.answer(PROMPT, options, never()));
  const both = await Promise.all(["b", "c"].map((id) => collect(core.answer({ ...PROMPT, conversationId: id }, options, never()))));
  for (const events of both) expect(textOf(events)).toBe(textOf(alone));
});

test("what was forgotten is read anew", async () => {
  const { core, options } = await start();
  const reused = async () => only(await collect(core.answer(PROMPT, { ...options, modalities: [] }, never())), "end")[0]?.reusedTokens;
  expect(await reused()).toBe(0);
  expect(await reused()).toBeGreaterThan(0);
  core.forget("a");
  expect(await reused()).toBe(0);
});

test("a broken pack is one clear error", async () => {
  const folder = copyTinyPack(join(freshFolder(), "pack"), (manifest) => manifest);
  writeFileSync(join(folder, "tokenizer.json"), "{}");
  await expect(start(folder)).rejects.toThrow(PackError);
  await expect(start(folder)).rejects.toThrow(/^tokenizer\.json: /);
  await expect(start(join(folder, "nowhere"))).rejects.toThrow(PackError);
});

test("stopping ends the process and whoever waits", async () => {
  const { core, pids, options } = await start();
  const waiting = collect(core.answer(PROMPT, { ...options, steps: { image: 500 } }, never()), (event) => {
    if (event.type === "media-progress" && event.step === 1) void core.stop();
  });
  await expect(waiting).rejects.toThrow(CancelledError);
  await core.stop();
  expect(() => process.kill(pids[0] ?? 0, 0)).toThrow("ESRCH");
  await expect(collect(core.answer(PROMPT, options, never()))).rejects.toThrow(CancelledError);
});

test.each([
  ["cuda:99", "warn"],
  ["auto", "info"],
] as const)("a device that does not work is passed over: of %s the operator reads at level %s", async (device, level) => {
  const lines: { readonly level: string; readonly msg: string; readonly reason?: string }[] = [];
  const logger = createLogger({ level: "info", format: "json" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const packFolder = copyTinyPack(join(freshFolder(), "pack"), () => scripted.manifest);
  const core = await startCore({ packFolder, device, threads: 1, logger });
  onTestFinished(() => core.stop());
  const passedOver = lines.filter(({ msg }) => msg === "another device runs the pack");
  if (core.pack.device === "cpu") expect(passedOver).toMatchObject([{ level, reason: expect.stringMatching(/^cuda:\d+ does not work here: /) }]);
  expect(lines.filter((line) => line.level === "warn")).toHaveLength(level === "warn" ? 1 : 0);
});

test("a missing seed is drawn and reported", async () => {
  const { core, options } = await start();
  const { seed: _, ...unseeded } = options;
  const seeds = [];
  for (const id of ["b", "c"])
    seeds.push(only(await collect(core.answer({ ...PROMPT, conversationId: id }, { ...unseeded, modalities: [] }, never())), "end")[0]?.seed);
  expect(seeds[0]).not.toBe(seeds[1]);
});
