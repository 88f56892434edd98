/** The whole program is killed at chosen moments and at random ones, and started again: each question has one answer, in order, whole. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeChannel } from "../../fakes/slack/world.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { runProgram } from "../../support/running-program.ts";
import { TINY_PACK } from "../../support/scripted-pack.ts";
import { heardIn, partOf, slackScene } from "./slack-under-test.ts";

const MAIN = join(import.meta.dirname, "../../../src/main.ts");

async function scene() {
  const { slack, ana, ben, general } = await slackScene({ postBurst: 1000, ackTimeoutMs: 30_000 });
  onTestFinished(() => slack.stop());
  const tokens = { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
  const machine = { PACK: TINY_PACK, DEVICE: "cpu", THREADS: "1", WEB_PORT: "0", ALLOW_BUNDLED_FFMPEG: "1", LOG_LEVEL: "fatal" };
  const environment = { DATA_DIR: join(freshFolder(), "data"), ...machine, ...tokens };
  const ask = () => [ana.say(general, "a red boat", [], { mention: true }), ben.say(ben.dm, "a blue ball"), ben.say(ben.dm, "a green tree")];
  return { slack, general, direct: ben.dm, ask, run: () => runProgram(MAIN, [], environment) };
}

async function kill({ process, ended }: ReturnType<typeof runProgram>): Promise<void> {
  process.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
}

/** Each question has its answer; nothing of Quartet's stands there twice or belongs to none. */
async function expectAnswers(slack: FakeSlack, channel: FakeChannel, count: number): Promise<void> {
  await slack.waitFor(() => isAnswered(slack, channel, count));
  const own = slack.messages(channel).filter(({ user }) => user === slack.world.bot.id);
  expect(own.map(partOf)).not.toContain(undefined);
  const marks = own.map((message) => `${message.metadata?.event_payload.answer} ${partOf(message)}`);
  expect(new Set(marks).size).toBe(marks.length);
  const answers = own.map((message) => String(message.metadata?.event_payload.answer));
  expect(answers).toEqual(answers.toSorted());
}

function isAnswered(slack: FakeSlack, channel: FakeChannel, count: number): boolean {
  const answers = heardIn(slack, channel);
  return answers.length === count && answers.every(({ hasEnded, text, notices }) => hasEnded && text + notices.join("") !== "");
}

const KILL_POINTS = [
  ["before the event is stored", "users.info"],
  ["with the status shown", "assistant.threads.setStatus"],
  ["between a post and its record", "chat.postMessage"],
  ["between a stream's beginning and its record", "chat.startStream"],
  ["between a stream's end and its record", "chat.stopStream"],
  ["in an update", "chat.update"],
] as const;

test.each(KILL_POINTS)("killed %s", async (_name, method) => {
  const { slack, general, direct, ask, run } = await scene();
  const first = run();
  await slack.waitFor(() => slack.socketMode.connections > 0);
  const arrived = ask();
  await slack.waitFor(() => slack.requests.some((request) => request.method === method));
  await kill(first);
  run();
  await Promise.all(arrived);
  await expectAnswers(slack, general, 1);
  await expectAnswers(slack, direct, 2);
});

/** Fewer than what brings an answer to be given up: an event that was begun three times is not begun again. */
const KILLS_EACH = 2;

test.each([1, 2, 3, 4])("killed at random, round %i", async () => {
  const { slack, general, direct, ask, run } = await scene();
  const seed = Math.floor(Math.random() * 2 ** 31);
  onTestFinished(({ task }) => void (task.result?.state === "fail" && console.log(`killed at random with the seed ${seed}`)));
  const arrived = ask();
  for (let index = 0; index < KILLS_EACH; index++) {
    const program = run();
    const until = slack.requests.length + 3 + ((seed >>> (index * 5)) % 24);
    await slack.waitFor(
      () =>
        slack.requests.length >= until ||
        (slack.socketMode.connections > 0 && heardIn(slack, direct).filter(({ hasEnded }) => hasEnded).length === 2),
    );
    await kill(program);
  }
  run();
  await Promise.all(arrived);
  await expectAnswers(slack, general, 1);
  await expectAnswers(slack, direct, 2);
});
