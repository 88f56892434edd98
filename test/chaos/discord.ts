/** Chaos on the local Discord: direct messages, mentions with replies and files, and commands, in flight at the same time. */

import { once } from "node:events";
import type { APIMessage } from "discord-api-types/v10";
import type { FakeInteraction } from "../fakes/discord/interactions.ts";
import { buttonLabels, type FakeDiscord, type FakePerson, isEphemeral, startFakeDiscord } from "../fakes/discord/people.ts";
import { TOKEN } from "../fakes/discord/server.ts";
import type { Trouble } from "../fakes/discord/troubles.ts";
import type { FakeChannel, FakeGuild } from "../fakes/discord/world.ts";
import type { Bot } from "./bot.ts";
import type { ChaosPlatform, KillPoint, Round, Verdict } from "./chaos.ts";
import { NOTHING_TO_SAY, PICTURE_ASK } from "./pack.ts";
import { PNG } from "../support/dot.ts";

const MESSAGES = /^channels\/\d+\/messages$/;
const MESSAGE = /^channels\/\d+\/messages\/\d+$/;
const FILE = /quartet-\d+\.png/;

/** What somebody asked, and where its answer must appear. */
interface Question {
  readonly name: string;
  readonly channel: FakeChannel;
  readonly message?: APIMessage;
  readonly command?: FakeInteraction;
}

export async function discordChaos(): Promise<ChaosPlatform> {
  const discord = await startFakeDiscord({ bucket: { limit: 1000, windowMs: 1000 } });
  discord.world.setMaxListeners(0);
  const guild = discord.world.addGuild("Guild");
  const [general, workshop] = [discord.guildChannel("general", guild), discord.guildChannel("workshop", guild)];
  const [olga, ...people] = ["Olga", "Ana", "Ben", "Cleo", "Dan"].map((name) => discord.person(name));
  const other = olga?.say(general, "look at this boat");
  const rooms = { guild, general, workshop, people, ...(other ? { other } : {}) };
  return {
    environment: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl },
    points: pointsOf(discord),
    ask: (round) => ask(discord, rooms, round),
    requests: () => discord.requests.length,
    clear: () => discord.troubles.clear(),
    changed: (signal) => once(discord.world, "change", { signal }),
    [Symbol.asyncDispose]: () => discord.close(),
  };
}

function pointsOf(discord: FakeDiscord): readonly KillPoint[] {
  const order = (name: string, methods: string, path: RegExp, type: "silence" | "silence-after"): KillPoint => ({
    name,
    arm: () => Promise.race(methods.split(" or ").map((method) => discord.troubles.order(method, path, { type } satisfies Trouble))),
  });
  const isMaking = ({ content }: APIMessage) => /[▰▱]/.test(content);
  const making = () =>
    discord.waitFor(() => [...discord.world.channels.values()].some((channel) => discord.written(channel).some(isMaking)), "a card", 24_000);
  return [
    { name: "before the inbox commit", arm: async () => undefined },
    order("after the ack, before the first sign of life", "POST", /\/typing$/, "silence"),
    order("between a command's deferral and its record", "POST", /\/callback$/, "silence-after"),
    order("in a download", "GET", /^\/attachments\//, "silence"),
    order("before a post", "POST", MESSAGES, "silence"),
    order("between a post and its record", "POST", MESSAGES, "silence-after"),
    { name: "in generation", arm: making },
    order("in an upload", "PATCH or POST", FILE, "silence"),
    order("between an upload and its record", "PATCH or POST", FILE, "silence-after"),
    order("in an edit", "PATCH", MESSAGE, "silence"),
    order("between an edit and its record", "PATCH", MESSAGE, "silence-after"),
    { name: "in shutdown", arm: (_platform, bot, over) => shutDown(discord, bot, over, making) },
    { name: "the core, in generation", arm: making, victim: "core" },
  ];
}

async function shutDown(discord: FakeDiscord, bot: Bot, over: AbortSignal, making: () => Promise<unknown>): Promise<void> {
  await making();
  if (over.aborted) return;
  bot.askToStop();
  await discord.waitFor(() => discord.gateway.connected === 0, "the end of the connection");
}

interface Rooms {
  readonly guild: FakeGuild;
  readonly people: readonly FakePerson[];
  readonly general: FakeChannel;
  readonly workshop: FakeChannel;
  /** What somebody said to nobody in particular. */
  readonly other?: APIMessage;
}

/** A picture is asked for where nobody spoke before. */
function ask(discord: FakeDiscord, { guild, general, workshop, people, other }: Rooms, round: number): Round {
  const [ana, ben, cleo, dan] = people;
  if (ana === undefined || ben === undefined || cleo === undefined || dan === undefined) throw new TypeError("four people");
  const [direct, picture] = [ana.directChannel(), discord.openChannel(`pictures-${round}`, guild)];
  const file = { name: "dot.png", mediaType: "image/png", bytes: PNG };
  const questions: readonly Question[] = [
    { name: "first direct", channel: direct, message: ana.say(direct, "a blue ball") },
    { name: "second direct", channel: direct, message: ana.say(direct, "and a green tree") },
    { name: "picture", channel: picture, message: ben.say(picture, PICTURE_ASK, [], { mention: true }) },
    {
      name: "reply with a file",
      channel: general,
      message: cleo.say(general, "what is this?", [file], { mention: true, ...(other ? { replyTo: other } : {}) }),
    },
    { name: "command", channel: workshop, command: dan.command(workshop, "ask", { text: "a yellow kite" }) },
  ];
  return {
    isAnswered: () => questions.every((question) => isAcknowledged(question) && isWhole(question, answerOf(discord, question))),
    verdict: () => judge(discord, questions),
  };
}

/** Whom Discord told that the command failed asks again: then nothing is owed. */
function isAcknowledged({ command }: Question): boolean {
  return command === undefined || command.callback !== undefined || Date.now() - command.createdAt > 3_000;
}

function answerOf(discord: FakeDiscord, { channel, message, command }: Question): readonly APIMessage[] {
  const written = discord.written(channel).filter((each) => !isEphemeral(each));
  const original = command && written.find(({ interaction_metadata: metadata }) => metadata?.id === command.id);
  const asked = original?.id ?? message?.id;
  if (asked === undefined) return written.filter((each) => command && BigInt(each.id) > BigInt(command.id) && each.message_reference === undefined);
  return written.filter((each) => each === original || each.message_reference?.message_id === asked);
}

function isWhole({ name, command }: Question, answer: readonly APIMessage[]): boolean {
  if (command && command.callback === undefined) return true;
  const isOver = answer.every((each) => !buttonLabels(each).includes("Cancel") && !each.content.includes("thinking…"));
  const said = answer.filter((each) => !each.content.startsWith("-# ") || each.content.includes(NOTHING_TO_SAY));
  return isOver && said.length > 0 && (name !== "picture" || answer.some(({ attachments }) => attachments.length > 0));
}

function judge(discord: FakeDiscord, questions: readonly Question[]): Verdict {
  const answers = questions.map((question) => answerOf(discord, question));
  const lost = questions.flatMap((question, index) =>
    isWhole(question, answers[index] ?? []) ? [] : [`${question.name}, shown ${shown(answers[index])}`],
  );
  const doubled = questions.filter((_question, index) => isDoubled(answers[index] ?? [])).map(({ name }) => name);
  const [first = "", second = ""] = answers.map(lastChangeOf);
  const outOfOrder = second < first ? ["direct messages"] : [];
  const known = new Set(answers.flat());
  const strays = [...new Set(questions.map(({ channel }) => channel))]
    .flatMap((channel) => discord.written(channel))
    .filter((each) => !known.has(each) && !isEphemeral(each) && isSince(each, questions));
  return {
    answers: questions.length - lost.length,
    lost,
    doubled: [...doubled, ...strays.map(({ content }) => `stray "${content.slice(0, 60)}"`)],
    outOfOrder,
  };
}

function shown(answer: readonly APIMessage[] = []): string {
  return JSON.stringify(answer.map((each) => [each.content.slice(0, 60), each.attachments.length, ...buttonLabels(each)]));
}

/** The sign that an answer waits becomes the answer: when it was written last says when it was given. */
function lastChangeOf(answer: readonly APIMessage[]): string {
  return (
    answer
      .map(({ edited_timestamp: edited, timestamp }) => edited ?? timestamp)
      .sort()
      .at(-1) ?? ""
  );
}

function isSince({ id }: APIMessage, [first]: readonly Question[]): boolean {
  return BigInt(id) > BigInt(first?.message?.id ?? 0);
}

/** Words fit into one message here; a piece has one card. */
function isDoubled(answer: readonly APIMessage[]): boolean {
  const pieces = answer.flatMap(({ content }) => /\*\*#(\d+)\*\*/.exec(content)?.[1] ?? []);
  const words = answer.filter(({ content, attachments }) => !content.startsWith("-# ") && attachments.length === 0 && !/\*\*#\d+\*\*/.test(content));
  const notices = answer.filter(({ content }) => content.startsWith("-# ")).map(({ content }) => content);
  return words.length > 1 || new Set(pieces).size < pieces.length || new Set(notices).size < notices.length;
}
