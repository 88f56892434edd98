/** Group sessions in Slack: a thread under a posted board, its buttons, its windows and its reactions. */

import { setTimeout as delay } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Adapter } from "../../../src/adapter.ts";
import type { Quartet } from "../../../src/assemble.ts";
import { describeStudio, type StudioUnderTest } from "../../contract/studio.contract.ts";
import { buttonsOf } from "../../fakes/slack/person.ts";
import type { FakeMessage } from "../../fakes/slack/world.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { runQuartet } from "../../support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { partOf, slackScene } from "./slack-under-test.ts";

/** The seed that makes the scripted pack answer with media. */
function seeded(adapter: Adapter): Adapter {
  return {
    ...adapter,
    start: (onInbound, ...rest) =>
      adapter.start(
        (inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound),
        ...rest,
      ),
  };
}

/** Words as a person reads them: Slack's escapes and Markdown's are gone. */
function readable(message: FakeMessage | undefined): string {
  const block = message?.blocks.find(({ type }) => type === "markdown") as { readonly text?: string } | undefined;
  const marked = block?.text ?? message?.text ?? "";
  return marked
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\\([\\*_~`#[\]|])/g, "$1");
}

async function inSlack(): Promise<StudioUnderTest> {
  const known = new Set<string>();
  const { slack, ana, ben, general, makeAdapter } = await slackScene({ ackTimeoutMs: 30_000, postBurst: 60 }, known);
  onTestFinished(() => slack.stop());
  const [folder, packFolder] = [freshFolder(), await makeTalkativePack(["image", "audio", "video"])];
  const start = async () => {
    const { quartet } = await runQuartet({ folder, packFolder, settings: { MEDIA_HOSTS: "127.0.0.1" } });
    await quartet.connect(seeded(makeAdapter()));
    return quartet;
  };
  let quartet: Quartet = await start();
  const people = { Ana: ana, Ben: ben };
  const all = () => [...general.messages.values()];
  const board = () => all().find((message) => message.thread_ts === undefined && readable(message).startsWith("## 📖"));
  const thread = () => board()?.ts ?? "";
  const inThread = () => all().filter((message) => message.thread_ts === thread());
  const fileOf = (piece: number) => String(inThread().find((message) => partOf(message) === `piece-${piece}`)?.metadata?.event_payload.file);
  const showing = (piece: number) =>
    inThread().find(({ files, text }) => files.some(({ id }) => id === fileOf(piece)) || (piece === 4 && text.includes("my own dot")));
  const upTo = async (look: () => unknown, what: string) => {
    const late = delay(120_000, undefined, { ref: false }).then(() => {
      throw new Error(`${what} did not come; the board: ${readable(board())}; the thread: ${inThread().map(readable).join(" | ")}`);
    });
    await Promise.race([slack.waitFor(() => Boolean(look())), late]);
  };
  return {
    open: async (title) => {
      await ana.command("/quartet", `studio open ${title}`, general);
      await upTo(board, "the board");
      known.add(`slack:${general.id}:${thread()}`);
    },
    say: async (person, words) => void (await people[person].say(general, words, [], { thread: thread() })),
    add: async (person, words, file) => {
      await people[person].press("form-add", general);
      await people[person].submit({ text: words }, file ? { file } : {});
    },
    vote: async (person, piece, added) => await people[person].react(showing(piece) as FakeMessage, "heart", added),
    command: async (person, action, options = {}) => {
      const before = new Set(inThread());
      const typed = `/studio ${action} ${Object.entries(options)
        .map(([name, value]) => `${name}:${value}`)
        .join(" ")}`;
      await people[person].say(general, typed, [], { thread: thread(), mention: true });
      const answer = () =>
        inThread().find((message) => !before.has(message) && message.user !== people[person].user.id && partOf(message) === undefined);
      await upTo(answer, `an answer to ${typed}`);
      return readable(answer());
    },
    board: () => readable(board()),
    told: () => inThread().map(readable),
    buttons: () => (board() ? buttonsOf(board() as FakeMessage).map(({ text }) => (text as { readonly text: string }).text) : []),
    exports: () =>
      inThread()
        .flatMap(({ files }) => files)
        .filter(({ name }) => !name.startsWith("quartet-") && name !== "dot.png"),
    restart: async () => {
      await quartet.stop();
      quartet = await start();
    },
    until: upTo,
  };
}

describeStudio("Slack", inSlack, /just write what comes next/);
