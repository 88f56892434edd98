/** `npm run bench:load`: 50 people write at once in 20 channels of the local Slack and Discord; how soon they are heard, how right their places are, how fast a cancel is. */

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bot } from "../test/chaos/bot.ts";
import { makeChaosPack, PICTURE_ASK } from "../test/chaos/pack.ts";
import { startFakeDiscord } from "../test/fakes/discord/people.ts";
import { TOKEN } from "../test/fakes/discord/server.ts";
import { FakeSlack } from "../test/fakes/slack/fake-slack.ts";
import type { Person } from "../test/fakes/slack/person.ts";
import { ToldPlaces } from "./told-places.ts";
import { formatTable, type Row } from "./table.ts";

const PEOPLE = 50;
const CHANNELS = 20;
const LONG_PICTURE_STEPS = 2_000;
/** The tiny LLM is much faster than any that people would wait for. */
const LONG_ANSWER_TOKENS = 160;
const ACK_LIMIT_MS = 300;
const SIGN_LIMIT_MS = 1_000;
const CANCEL_LIMIT_MS = 2_000;

const folder = await mkdtemp(join(tmpdir(), "quartet-load-"));
try {
  const pack = await makeChaosPack(join(folder, "pack"), LONG_PICTURE_STEPS, LONG_ANSWER_TOKENS);
  console.log(`${PEOPLE} people in ${CHANNELS} channels, the tiny pack on the CPU\n`);
  console.log(formatTable([...(await loadSlack(pack)), ...(await loadDiscord(pack))]));
} finally {
  await rm(folder, { recursive: true, force: true });
}

interface Heard {
  /** The asking message. */
  readonly root: string;
  readonly ack: number;
  readonly sign: number;
}

async function loadSlack(pack: string): Promise<readonly Row[]> {
  const slack = await new FakeSlack({ postBurst: 100_000, ackTimeoutMs: 30_000 }).start();
  const members = Array.from({ length: PEOPLE }, (_, index) => slack.addPerson(`Person ${index}`));
  await using bot = new Bot({
    ...{ DATA_DIR: join(folder, "slack"), PACK: pack },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
  });
  await bot.start();
  await members[0]?.say(members[0].dm, "hello");
  const places = new ToldPlaces(slack);
  const heard = await sayAtOnce(slack, places, members, "room");
  await slack.waitFor(() => heard.every(({ root }) => places.begun.includes(root)));
  const errors = heard.flatMap(({ root }) => places.errorOf(root));
  const cancelMs = await cancelOnSlack(slack);
  const newcomers = Array.from({ length: PEOPLE }, (_, index) => slack.addPerson(`Newcomer ${index}`));
  const strange = await sayAtOnce(slack, places, newcomers, "lobby");
  await slack.stop();
  return [
    ...latencies(
      "Slack, ack",
      heard.map(({ ack }) => ack),
      ACK_LIMIT_MS,
    ),
    ...latencies(
      "Slack, first sign of life",
      heard.map(({ sign }) => sign),
      SIGN_LIMIT_MS,
    ),
    ...latencies(
      "Slack, ack of people who joined after the start",
      strange.map(({ ack }) => ack),
      ACK_LIMIT_MS,
    ),
    {
      name: "Slack, place in the queue: largest error",
      measured: Math.max(0, ...errors),
      limit: 1,
      unit: "places",
      remark: `${errors.length} places told`,
    },
    { name: "Slack, cancel of a picture until it is over", measured: cancelMs, limit: CANCEL_LIMIT_MS, unit: "ms" },
  ];
}

/** In fresh channels of that name; resolves when each was acknowledged and saw that Quartet works. */
async function sayAtOnce(slack: FakeSlack, places: ToldPlaces, people: readonly Person[], name: string): Promise<readonly Heard[]> {
  const channels = Array.from({ length: CHANNELS }, (_, index) => slack.addChannel(`${name}-${index}`, people));
  const saying = people.map(async (person, index) => {
    const saidAt = performance.now();
    const channel = channels[index % CHANNELS];
    if (channel === undefined) throw new TypeError("a channel");
    const said = person.say(channel, `a blue ball, please, number ${index}`, [], { mention: true });
    const ack = said.then(() => performance.now() - saidAt);
    const root = [...channel.messages.values()].at(-1)?.ts ?? "";
    const sign = slack.waitFor(() => places.firstSign.get(root)).then((at) => at - saidAt);
    return { root, ack: await ack, sign: await sign };
  });
  return await Promise.all(saying);
}

async function cancelOnSlack(slack: FakeSlack): Promise<number> {
  const person = slack.addPerson("Impatient");
  const room = slack.addChannel("impatience", [person]);
  const stateOf = () => slack.messages(room).map(({ metadata }) => metadata?.event_payload.state);
  await person.say(room, PICTURE_ASK, [], { mention: true });
  await slack.waitFor(() => stateOf().includes("making"));
  const pressedAt = performance.now();
  await person.press("cancel", room);
  await slack.waitFor(() => stateOf().includes("dropped"));
  return performance.now() - pressedAt;
}

async function loadDiscord(pack: string): Promise<readonly Row[]> {
  const discord = await startFakeDiscord({ bucket: { limit: 1000, windowMs: 1000 } });
  const guild = discord.world.addGuild("Guild");
  const channels = Array.from({ length: CHANNELS }, (_, index) => discord.guildChannel(`channel-${index}`, guild));
  const people = Array.from({ length: PEOPLE }, (_, index) => discord.person(`Person ${index}`));
  discord.world.setMaxListeners(0);
  await using bot = new Bot({ DATA_DIR: join(folder, "discord"), PACK: pack, DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl });
  await bot.start();
  const asked = people.map(async (person, index) => {
    const channel = channels[index % CHANNELS];
    if (channel === undefined) throw new TypeError("a channel");
    const saidAt = performance.now();
    if (index % 2 === 0) {
      const command = person.command(channel, "ask", { text: `a blue ball, number ${index}` });
      while (command.callback === undefined) await once(discord.world, "change");
      return { ack: performance.now() - saidAt };
    }
    const typed = channel.typing.length;
    person.say(channel, `a blue ball, number ${index}`, [], { mention: true });
    while (channel.typing.length === typed) await once(discord.world, "change");
    return { sign: performance.now() - saidAt };
  });
  const heard = await Promise.all(asked);
  await discord.close();
  return [
    ...latencies(
      "Discord, ack of a command, which also shows",
      heard.flatMap(({ ack }) => ack ?? []),
      ACK_LIMIT_MS,
    ),
    ...latencies(
      "Discord, first sign of life after a mention",
      heard.flatMap(({ sign }) => sign ?? []),
      SIGN_LIMIT_MS,
    ),
  ];
}

function latencies(name: string, valuesMs: readonly number[], limitMs: number): readonly Row[] {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return [
    { name: `${name}, p50`, measured: at(0.5), limit: limitMs, unit: "ms" },
    { name: `${name}, p99`, measured: at(0.99), limit: limitMs, unit: "ms" },
  ];
}
