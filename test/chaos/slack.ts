/** Chaos on the local Slack: direct messages, and mentions in threads of their own, with a file and with a picture to be made. */

import { once } from "node:events";
import type { Fault } from "../fakes/slack/faults.ts";
import { FakeSlack } from "../fakes/slack/fake-slack.ts";
import type { FakeChannel, FakeMessage } from "../fakes/slack/world.ts";
import type { Bot } from "./bot.ts";
import type { ChaosPlatform, KillPoint, Round, Verdict } from "./chaos.ts";
import { NOTHING_TO_SAY, PICTURE_ASK } from "./pack.ts";
import { PNG } from "../support/dot.ts";

interface Question {
  readonly name: string;
  readonly channel: FakeChannel;
  /** Its text, by which it is found: it is unique. */
  readonly text: string;
}

export async function slackChaos(): Promise<ChaosPlatform> {
  const slack = await new FakeSlack({ postBurst: 100_000, ackTimeoutMs: 3_000 }).start();
  const general = slack.addChannel("general", []);
  return {
    environment: { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    points: pointsOf(slack),
    ask: (round, isAway = false) => ask(slack, general, round, isAway),
    requests: () => slack.requests.length,
    clear: () => slack.faults.clear(),
    changed: (signal) => once(slack.world, "change", { signal }),
    [Symbol.asyncDispose]: () => slack.stop(),
  };
}

function pointsOf(slack: FakeSlack): readonly KillPoint[] {
  const order = (name: string, method: string, type: "hang" | "hang-after"): KillPoint => ({
    name,
    arm: () => slack.faults.order(method, { type } satisfies Fault),
  });
  const all = () => [...slack.world.channels.values()].flatMap((channel) => slack.messages(channel));
  const making = () => slack.waitFor(() => all().some((message) => payloadOf(message).state === "making"));
  return [
    order("before the inbox commit", "users.info", "hang"),
    order("after the ack, before the first sign of life", "assistant.threads.setStatus", "hang"),
    order("in a download", "files-pri", "hang"),
    order("before a post", "chat.postMessage", "hang"),
    order("between a post and its record", "chat.postMessage", "hang-after"),
    order("between a stream's beginning and its record", "chat.startStream", "hang-after"),
    { name: "in generation", arm: making },
    order("in an upload", "upload", "hang"),
    order("between an upload and its share", "upload", "hang-after"),
    order("between a share and its record", "files.completeUploadExternal", "hang-after"),
    order("between a stream's end and its record", "chat.stopStream", "hang-after"),
    order("in an update", "chat.update", "hang-after"),
    { name: "in shutdown", arm: (_platform, bot, over) => shutDown(slack, bot, over, making) },
    { name: "the core, in generation", arm: making, victim: "core" },
  ];
}

async function shutDown(slack: FakeSlack, bot: Bot, over: AbortSignal, making: () => Promise<unknown>): Promise<void> {
  await making();
  if (over.aborted) return;
  bot.askToStop();
  await slack.waitFor(() => slack.socketMode.connections === 0);
}

function ask(slack: FakeSlack, general: FakeChannel, round: number, unheard: boolean): Round {
  const [ana, ben, cleo] = ["Ana", "Ben", "Cleo"].map((name) => slack.addPerson(`${name} ${round}`));
  if (ana === undefined || ben === undefined || cleo === undefined) throw new TypeError("three people");
  for (const { user } of [ben, cleo]) general.members.add(user.id);
  const before = slack.messages(general).at(-1)?.ts ?? "";
  const file = { name: "dot.png", mediaType: "image/png", bytes: PNG };
  const said = [
    ana.say(ana.dm, `a blue ball ${round}`, [], { unheard }),
    ana.say(ana.dm, `and a green tree ${round}`, [], { unheard }),
    ben.say(general, PICTURE_ASK, [], { mention: true, unheard }),
    cleo.say(general, `what is this? ${round}`, [file], { mention: true, unheard }),
  ];
  let arrived = 0;
  for (const each of said) each.then(() => arrived++).catch(() => arrived++);
  const questions: readonly Question[] = [
    { name: "first direct", channel: ana.dm, text: `a blue ball ${round}` },
    { name: "second direct", channel: ana.dm, text: `and a green tree ${round}` },
    { name: "picture", channel: general, text: PICTURE_ASK },
    { name: "mention with a file", channel: general, text: `what is this? ${round}` },
  ];
  const isNew = ({ ts }: FakeMessage) => ts > before;
  return {
    isAnswered: () => arrived === said.length && questions.every((question) => isWhole(question, answerOf(slack, question, isNew))),
    verdict: () => judge(slack, questions, isNew),
  };
}

type IsNew = (message: FakeMessage) => boolean;

function payloadOf({ metadata }: FakeMessage): { readonly answer?: unknown; readonly part?: unknown; readonly state?: unknown } {
  return metadata?.event_payload ?? {};
}

function answerOf(slack: FakeSlack, { channel, text }: Question, isNew: IsNew): readonly FakeMessage[] {
  const asked = slack
    .messages(channel)
    .find((message) => message.text.endsWith(text) && message.bot_id === undefined && (channel.type === "im" || isNew(message)));
  return slack.messages(channel).filter((message) => payloadOf(message).answer === `slack:${channel.id}:${asked?.ts}/answer`);
}

function isWhole({ name }: Question, answer: readonly FakeMessage[]): boolean {
  const parts = answer.map((message) => String(payloadOf(message).part));
  const isOver = answer.every((message) => message.streaming !== "in_progress" && payloadOf(message).state !== "making") && !parts.includes("sign");
  const isSaid =
    parts.some((part) => part.startsWith("text-") || part.startsWith("piece-")) || answer.some(({ text }) => text.includes(NOTHING_TO_SAY));
  return isOver && isSaid && (name !== "picture" || answer.some((message) => payloadOf(message).state === "made"));
}

function judge(slack: FakeSlack, questions: readonly Question[], isNew: IsNew): Verdict {
  const answers = questions.map((question) => answerOf(slack, question, isNew));
  const lost = questions.filter((question, index) => !isWhole(question, answers[index] ?? [])).map(({ name }) => name);
  const doubled = questions.filter((_question, index) => isDoubled(answers[index] ?? [])).map(({ name }) => name);
  const [first, second] = answers.map(([begin]) => begin?.ts);
  const outOfOrder = first !== undefined && second !== undefined && second < first ? ["direct messages"] : [];
  return { answers: questions.length - lost.length, lost, doubled: [...doubled, ...strays(slack, questions, answers, isNew)], outOfOrder };
}

function isDoubled(answer: readonly FakeMessage[]): boolean {
  const parts = answer.map((message) => payloadOf(message).part);
  return new Set(parts).size < parts.length;
}

/** What the app wrote beside the answers: a file is shared once for each piece that was made, and everything else bears its mark. */
function strays(slack: FakeSlack, questions: readonly Question[], answers: readonly (readonly FakeMessage[])[], isNew: IsNew): readonly string[] {
  const channels = [...new Set(questions.map(({ channel }) => channel))];
  const own = channels.flatMap((channel) => slack.messages(channel)).filter((message) => message.user === slack.world.bot.id && isNew(message));
  const known = new Set(answers.flat());
  const made = answers.flat().filter((message) => payloadOf(message).state === "made").length;
  const shared = own.filter(({ files }) => files.length > 0).length;
  const unmarked = own.filter((message) => !known.has(message) && message.files.length === 0);
  return [...unmarked.map(({ text }) => `stray "${text.slice(0, 60)}"`), ...(shared > made ? [`${shared} files of ${made} pieces`] : [])];
}
