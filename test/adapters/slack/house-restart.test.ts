/** House commands in Slack outlive a crash: stored before they are taken, answered by the next run. */

import { expect, onTestFinished, test } from "vitest";
import { openQuartet } from "../../../src/assemble.ts";
import { loadConfig } from "../../../src/config.ts";
import { Inbox } from "../../../src/jobs/inbox.ts";
import { createLogger } from "../../../src/logger.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { TINY_PACK } from "../../support/scripted-pack.ts";
import { slackScene } from "./slack-under-test.ts";

test("a command that is taken only once it is stored is answered by the next run where a crash came before its answer", {
  timeout: 120_000,
}, async () => {
  const { slack, ana, makeAdapter } = await slackScene({ postBurst: 50 });
  onTestFinished(() => slack.stop());
  const config = loadConfig({ DATA_DIR: freshFolder(), PACK: TINY_PACK, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "silent" });
  const logger = createLogger(config.log);
  const first = await openQuartet(config, logger);
  await first.connect(makeAdapter());
  const hanging = slack.faults.order("chat.postMessage", { type: "hang" });
  await ana.say(ana.dm, "/queue");
  await hanging;
  expect(new Inbox(first.store).unfinished("slack")).toMatchObject([{ inbound: { type: "commanded", text: "queue" } }]);
  await first.stop();
  expect(slack.messages(ana.dm)).toHaveLength(1);
  const second = await openQuartet(config, logger);
  onTestFinished(() => second.stop());
  await second.connect(makeAdapter());
  const answers = () => slack.messages(ana.dm).filter(({ text }) => text === "Nothing waits here.");
  await slack.waitFor(() => answers().length > 0);
  await ana.say(ana.dm, "/queue");
  await slack.waitFor(() => answers().length > 1);
  expect(answers()).toHaveLength(2);
  const before = new Inbox(second.store).unfinished("slack");
  expect(before.length).toBeLessThan(2);
});

test("a slash command is stored before it is acknowledged, and its files come from the next run where a crash came before them", {
  timeout: 120_000,
}, async () => {
  const { slack, ana, general, makeAdapter } = await slackScene({ postBurst: 50 });
  onTestFinished(() => slack.stop());
  const config = loadConfig({ DATA_DIR: freshFolder(), PACK: TINY_PACK, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "silent" });
  const logger = createLogger(config.log);
  const first = await openQuartet(config, logger);
  await first.connect(makeAdapter());
  await ana.say(ana.dm, "hello");
  const hanging = slack.faults.order("conversations.open", { type: "hang" });
  expect(await ana.command("/quartet", "export me", general)).toEqual({});
  await hanging;
  const commanded = () => new Inbox(first.store).unfinished("slack").filter(({ inbound }) => inbound.type === "commanded");
  expect(commanded()).toMatchObject([{ inbound: { text: "export me", source: { replyToken: expect.stringContaining("/response/") } } }]);
  await first.stop();
  const second = await openQuartet(config, logger);
  onTestFinished(() => second.stop());
  await second.connect(makeAdapter());
  const exports = () => slack.messages(ana.dm).flatMap(({ files }) => files.filter(({ name }) => name.endsWith(".json")));
  await slack.waitFor(() => exports().length > 0);
  await slack.waitFor(() => new Inbox(second.store).unfinished("slack").length === 0);
  expect(exports()).toHaveLength(1);
});
