/** The real Slack adapter over the local Slack, and what people see of its answers there. */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSlackAdapter } from "../../../adapters/slack/adapter.ts";
import type { Pace } from "../../../adapters/slack/limits.ts";
import type { PressParts } from "../../../adapters/slack/presses.ts";
import type { Adapter } from "../../../src/adapter.ts";
import type { CommandDeclaration } from "../../../src/commands/declaration.ts";
import type { SlackConfig } from "../../../src/config.ts";
import { createLogger } from "../../../src/logger.ts";
import { createSigner } from "../../../src/turn/sign.ts";
import type { AdapterUnderTest, HeardAnswer } from "../../contract/adapter.contract.ts";
import { FakeSlack, type FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";
import type { Person } from "../../fakes/slack/person.ts";
import type { FakeChannel, FakeMessage } from "../../fakes/slack/world.ts";

/** Short pauses instead of Slack's, for what the local Slack does not count. */
export const QUICK: Pace = {
  appendIntervalMs: 4,
  updateIntervalMs: 4,
  streamAgeMs: 240_000,
  statusIntervalMs: 100_000,
  reconnectMs: 500,
  firstBackoffMs: 4,
};

export const SIGNER = createSigner(Buffer.from("a key of tests"));

export interface SlackScene {
  readonly slack: FakeSlack;
  readonly ana: Person;
  readonly ben: Person;
  readonly general: FakeChannel;
  makeAdapter(pace?: Partial<Pace>): Adapter;
  /** Listens for signed requests on a port that was free just now; start it, then tell the local Slack of `url`. */
  makeHttpAdapter(): Promise<{ readonly adapter: Adapter; readonly url: string }>;
}

export interface SceneOptions extends FakeSlackOptions {
  readonly house?: readonly CommandDeclaration[];
  readonly requestFor?: PressParts["requestFor"];
  readonly now?: () => number;
}

export async function slackScene(
  { house, now = Date.now, requestFor = async () => undefined, ...options }: SceneOptions = {},
  known: ReadonlySet<string> = new Set(),
): Promise<SlackScene> {
  const slack = await new FakeSlack(options).start();
  const [ana, ben] = [slack.addPerson("Ana"), slack.addPerson("Ben")];
  const config: SlackConfig = { botToken: slack.botToken, apiUrl: slack.apiUrl, mode: { type: "socket", appToken: slack.appToken } };
  const logger = createLogger({ level: "silent", format: "json" });
  const common = {
    remembers: async (conversation: string) => known.has(conversation),
    requestFor,
    signer: SIGNER,
    logger,
    now,
    ...(house === undefined ? {} : { house }),
  };
  const makeAdapter = (pace?: Partial<Pace>) => createSlackAdapter({ slack: config, ...common, pace: { ...QUICK, ...pace } });
  const makeHttpAdapter = async () => {
    const mode = { type: "http", signingSecret: slack.signingSecret, host: "127.0.0.1", port: await freePort() } as const;
    const adapter = createSlackAdapter({ slack: { ...config, mode }, ...common, pace: QUICK });
    return { adapter, url: `http://127.0.0.1:${mode.port}/slack/events` };
  };
  return { slack, ana, ben, general: slack.addChannel("general", [ana, ben]), makeAdapter, makeHttpAdapter };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** `where` decides whether answers are streamed (in a thread) or change in place (in a direct message). */
export async function slackUnderTest(where: "thread" | "direct message"): Promise<AdapterUnderTest> {
  const { slack, ana, general, makeAdapter } = await slackScene({ ackTimeoutMs: 30_000 });
  let thread: string | undefined;
  return {
    adapter: makeAdapter(),
    say: async (text, files) => {
      if (where === "direct message") return void (await ana.say(ana.dm, text, files));
      const said = await ana.say(general, text, files, { mention: true, ...(thread === undefined ? {} : { thread }) });
      thread ??= said.ts;
    },
    heard: async () => heardIn(slack, where === "thread" ? general : ana.dm),
    canReplace: true,
    close: () => slack.stop(),
  };
}

/** The answers in a channel as people see them, the oldest first. */
export function heardIn(slack: FakeSlack, channel: FakeChannel): readonly HeardAnswer[] {
  const groups = Map.groupBy(
    slack.messages(channel).filter((message) => partOf(message) !== undefined),
    (message) => String(message.metadata?.event_payload.answer),
  );
  const isBusy = channel.statuses.size > 0 || slack.messages(channel).some(({ streaming }) => streaming === "in_progress");
  return [...groups.values()].map((messages) => ({
    ...heardOf(slack, messages),
    hasEnded: !isBusy && messages.every((message) => partOf(message) !== "sign"),
  }));
}

/** Which part of an answer a message is: "text-0", "notice-1", "piece-3", "sign". */
export function partOf(message: FakeMessage): string | undefined {
  const part = message.metadata?.event_payload.part;
  return typeof part === "string" ? part : undefined;
}

function heardOf(slack: FakeSlack, messages: readonly FakeMessage[]): Omit<HeardAnswer, "hasEnded"> {
  const texts = messages.filter((message) => partOf(message)?.startsWith("text-")).sort((a, b) => numberOf(a) - numberOf(b));
  const isTold = (message: FakeMessage) => partOf(message)?.startsWith("notice-") || message.metadata?.event_payload.state === "dropped";
  return {
    text: texts.map((message) => readable(message.text)).join(""),
    files: messages.flatMap((message) => {
      const file = slack.world.files.get(String(message.metadata?.event_payload.file));
      return file === undefined || file.shares.size === 0
        ? []
        : [{ sha256: createHash("sha256").update(file.bytes).digest("hex"), altText: file.altText }];
    }),
    notices: messages.filter(isTold).map((message) => readable(message.text).replace(/^#\d+: /, "")),
  };
}

function numberOf(message: FakeMessage): number {
  return Number(partOf(message)?.split("-")[1]);
}

function readable(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
