/** Kills the bot or its core again and again while people talk to it, and looks each time whether every question has its one answer. */

import { setTimeout as delay } from "node:timers/promises";
import type { Bot } from "./bot.ts";

/** What became of the questions of one round. */
export interface Verdict {
  readonly answers: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
}

/** One round: several people ask in several conversations. */
export interface Round {
  /** Whether everything that was asked arrived and has something to show as its answer. */
  isAnswered(): boolean;
  verdict(): Verdict;
}

export interface ChaosPlatform extends AsyncDisposable {
  /** What the bot needs to know of the platform. */
  readonly environment: NodeJS.ProcessEnv;
  readonly points: readonly KillPoint[];
  /** `isAway`: nobody tells the bot of it. */
  ask(round: number, isAway?: boolean): Round;
  /** How many requests the bot has made. */
  requests(): number;
  /** Faults that were ordered for this round and did not strike go. */
  clear(): void;
  /** Resolves after the next change. */
  changed(signal: AbortSignal): Promise<unknown>;
}

export interface KillPoint {
  readonly name: string;
  /** Called before people ask; resolves when the moment has come. Does nothing more once `over` is aborted: then the next round has begun. */
  readonly arm: (platform: ChaosPlatform, bot: Bot, over: AbortSignal) => Promise<unknown>;
  /** What is killed; absent: the bot. */
  readonly victim?: "core";
}

/** The store of another process tells nobody that it has changed. */
const LOOK_MS = 150;
const ARM_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 120_000;

export interface Outcome extends Verdict {
  /** False where the moment never came, and it was killed late. */
  readonly isMet: boolean;
}

/** A round without a kill: afterwards the bot knows the people, and an event is the last that it has seen. */
export async function warmUp(platform: ChaosPlatform, bot: Bot): Promise<void> {
  await bot.start();
  const round = platform.ask(0);
  await until(platform, () => round.isAnswered() && bot.isIdle, ANSWER_TIMEOUT_MS);
}

/** People speak while the bot is dead, and nobody tells it: it has to look for itself. */
export async function speakToTheDead(platform: ChaosPlatform, bot: Bot, number: number): Promise<Verdict> {
  await bot.kill();
  const round = platform.ask(number, true);
  await bot.start();
  await until(platform, () => round.isAnswered() && bot.isIdle, ANSWER_TIMEOUT_MS);
  return round.verdict();
}

/** The bot runs before and after; rounds are counted from 1. */
export async function killOnce(platform: ChaosPlatform, bot: Bot, point: KillPoint, number: number): Promise<Outcome> {
  const over = new AbortController();
  const armed = point.arm(platform, bot, over.signal).then(
    () => true,
    () => false,
  );
  const round = platform.ask(number);
  const isOver = () => round.isAnswered() && bot.isIdle;
  const isMet = await Promise.race([armed, until(platform, isOver, ARM_TIMEOUT_MS)]);
  over.abort();
  if (point.victim === "core") bot.killCore();
  else {
    await bot.kill();
    platform.clear();
    await bot.start();
  }
  platform.clear();
  await until(platform, isOver, ANSWER_TIMEOUT_MS);
  return { ...round.verdict(), isMet };
}

/** Resolves with false when it is over or too late, because the moment that was waited for did not come. */
async function until(platform: ChaosPlatform, isOver: () => boolean, timeoutMs: number): Promise<false> {
  const signal = AbortSignal.timeout(timeoutMs);
  while (!isOver() && !signal.aborted) await Promise.race([platform.changed(signal).catch(() => undefined), delay(LOOK_MS)]);
  return false;
}

/** A point at random: after so many further requests of the bot. */
export function randomPoint(random: () => number): KillPoint {
  const count = 1 + Math.floor(random() * 45);
  return {
    name: `at random, after ${count} requests`,
    ...(random() < 0.25 ? { victim: "core" as const } : {}),
    arm: async (platform) => {
      const until = platform.requests() + count;
      const signal = AbortSignal.timeout(ARM_TIMEOUT_MS);
      while (platform.requests() < until && !signal.aborted) await platform.changed(signal).catch(() => undefined);
    },
  };
}

/** Names what is wrong: which lists are not empty. */
export function faultsOf({ lost, doubled, outOfOrder }: Verdict): string[] {
  return [...lost.map((each) => `lost: ${each}`), ...doubled.map((each) => `doubled: ${each}`), ...outOfOrder.map((each) => `out of order: ${each}`)];
}
