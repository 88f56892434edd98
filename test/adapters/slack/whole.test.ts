/** Whole Quartet in Slack: the real pipeline, core, media process and store, asked and answered over Slack's own protocol. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Adapter } from "../../../src/adapter.ts";
import { openQuartet } from "../../../src/assemble.ts";
import { loadConfig } from "../../../src/config.ts";
import { createLogger } from "../../../src/logger.ts";
import type { MediaModality } from "../../../src/turn/modality.ts";
import { conversationIdOf } from "../../../src/turn/turn.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { makeTalkativePack, SCRIPTED_ASK, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { heardIn, slackScene } from "./slack-under-test.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

async function runInSlack(modalities: readonly MediaModality[], dataFolder = join(freshFolder(), "data")) {
  const scene = await slackScene({ ackTimeoutMs: 30_000, postBurst: 20 });
  onTestFinished(() => scene.slack.stop());
  const environment = {
    DATA_DIR: dataFolder,
    PACK: await makeTalkativePack(modalities),
    DEVICE: "cpu",
    THREADS: "1",
    MEDIA_HOSTS: "127.0.0.1",
    LOG_LEVEL: "silent",
  };
  const config = loadConfig(environment);
  const start = async () => {
    const quartet = await openQuartet(config, createLogger(config.log));
    onTestFinished(() => quartet.stop());
    await quartet.connect(seeded(scene.makeAdapter()));
    return quartet;
  };
  const answers = (channel = scene.general) => heardIn(scene.slack, channel).filter(({ hasEnded }) => hasEnded);
  return { ...scene, quartet: await start(), start, answers };
}

/** With the seed for which the tiny pack is scripted; a person cannot give one. */
function seeded(adapter: Adapter): Adapter {
  return {
    ...adapter,
    start: (onInbound) =>
      adapter.start((inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound)),
  };
}

test("one answer holds words, a picture, a sound and a clip, in the thread of its question, and is remembered", async () => {
  const { slack, ana, general, quartet, answers } = await runInSlack(["image", "audio", "video"]);
  const asked = await ana.say(general, SCRIPTED_ASK, [], { mention: true });
  const [answer] = await slack.waitFor(() => answers().length === 1 && answers());
  expect(answer?.notices).toEqual([]);
  expect(answer?.text).toMatch(/\w/);
  const files = slack.messages(general, asked.ts).flatMap((message) => message.files);
  expect(files.map(({ name }) => name.split(".").at(-1)).sort()).toEqual(["mp4", "ogg", "png"]);
  expect(answer?.files).toHaveLength(3);
  const [question, answered] = await quartet.conversations.turns(conversationIdOf("slack", general.id, asked.ts));
  expect(question).toMatchObject({ role: "user", author: { name: "Ana" }, parts: [{ type: "text", text: SCRIPTED_ASK }] });
  expect(answered?.parts.filter(({ type }) => type !== "text")).toHaveLength(3);
});

test("pictures of people are seen, and each file that is left out is named with its reason", async () => {
  const { slack, ana, answers, quartet } = await runInSlack(["image"]);
  const files = [
    { name: "dot.png", mediaType: "image/png", bytes: PNG },
    { name: "notes.pdf", mediaType: "application/pdf", bytes: Buffer.from("%PDF-1.4 words") },
  ];
  await ana.say(ana.dm, SCRIPTED_ASK, files);
  const [answer] = await slack.waitFor(() => answers(ana.dm).length === 1 && answers(ana.dm));
  expect(answer?.notices).toEqual([expect.stringMatching(/^notes\.pdf: /)]);
  const [question] = await quartet.conversations.turns(conversationIdOf("slack", ana.dm.id));
  expect(question?.parts).toMatchObject([{ type: "text" }, { type: "image", piece: 1, lineage: { name: "dot.png" } }]);
});

test("the button Again makes another answer, and a restarted Quartet knows the thread and its buttons", async () => {
  const { slack, ana, ben, general, answers, quartet, start } = await runInSlack(["image"]);
  const asked = await ana.say(general, SCRIPTED_ASK, [], { mention: true });
  await slack.waitFor(() => answers().length === 1);
  await quartet.stop();
  await start();
  await ana.press("again");
  await slack.waitFor(() => answers().length === 2);
  await ben.say(general, "and now?", [], { thread: asked.ts });
  await slack.waitFor(() => answers().length === 3);
  expect(slack.messages(general).every(({ ts, thread_ts: thread }) => ts === asked.ts || thread === asked.ts)).toBe(true);
});
