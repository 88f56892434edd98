/** One Quartet on one platform, whole: the real pipeline, core, media process and store, with a tiny pack that makes media when asked so. */

import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";
import type { Adapter, Delivery } from "../../src/adapter.ts";
import { openQuartet, type Quartet } from "../../src/assemble.ts";
import { type Config, loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import type { Turn } from "../../src/turn/turn.ts";
import { NO_LIMITS } from "../support/no-limits.ts";
import { makeTalkativePack, SCRIPTED_SEED } from "../support/talkative-pack.ts";
import type { Ability, Place, ScenarioPlatform, Seen } from "./platform.ts";

export const MAX_ATTACHMENT_BYTES = 400_000;

/** One run of Quartet on a platform that takes only small files. */
interface Narrow {
  readonly maxFileBytes?: number;
  readonly web?: Config["web"];
}

export class Stage {
  readonly platform: ScenarioPlatform;
  readonly #config: Config;
  readonly #folder: string;
  /** Not everything that is taken or delivered changes what people see. */
  readonly #passed = new EventEmitter<{ passed: [] }>().setMaxListeners(0);
  #quartet: Quartet | undefined;

  private constructor(platform: ScenarioPlatform, config: Config, folder: string) {
    this.platform = platform;
    this.#folder = folder;
    this.#config = config;
  }

  static async open(platform: ScenarioPlatform): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "quartet-stage-"));
    const config = loadConfig({
      DATA_DIR: join(folder, "data"),
      PACK: await makeTalkativePack(["image", "audio", "video"], folder),
      DEVICE: "cpu",
      THREADS: "1",
      WEB_PORT: "0",
      MEDIA_HOSTS: "127.0.0.1",
      MAX_ATTACHMENT_BYTES: `${MAX_ATTACHMENT_BYTES}B`,
      LOG_LEVEL: "silent",
      ...NO_LIMITS,
    });
    const stage = new Stage(platform, config, folder);
    await stage.start();
    return stage;
  }

  get quartet(): Quartet {
    if (this.#quartet === undefined) throw new RangeError("Quartet is not running");
    return this.#quartet;
  }

  /** `videoSteps`: how long a clip takes from now on. */
  async start(videoSteps?: number, narrow: Narrow = {}): Promise<void> {
    if (videoSteps !== undefined) slowDown(this.#config.core.packFolder, videoSteps);
    const { web = this.#config.web } = narrow;
    const quartet = await openQuartet({ ...this.#config, web }, createLogger(this.#config.log));
    this.#quartet = quartet;
    await quartet.connect(narrowed(staged(this.platform.makeAdapter(quartet, this.#config), this.#passed), narrow));
  }

  async stop(): Promise<void> {
    await this.#quartet?.stop();
    this.#quartet = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.platform.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Waits for a change after which `look` gives something. */
  async until<Found>(look: () => Promise<Found | undefined | false>): Promise<Found> {
    for (;;) {
      const change = Promise.race([this.platform.nextChange(), once(this.#passed, "passed")]);
      const found = await look();
      if (found !== undefined && found !== false) return found;
      await change;
    }
  }

  async turns(place: Place): Promise<readonly Turn[]> {
    return await this.quartet.conversations.turns(place.conversationId);
  }

  /** Waits until so many answers are remembered there, and people see that the last one has ended. */
  async answered(place: Place, count: number): Promise<Seen> {
    return await this.until(async () => {
      const answers = (await this.turns(place)).filter(({ role }) => role === "bot");
      const seen = await place.seen();
      return answers.length >= count && !seen.isBusy && seen;
    });
  }
}

/** Skips the test where the platform cannot do what it is about. */
export function needs({ platform }: Stage, { skip }: Pick<TestContext, "skip">, ...abilities: readonly Ability[]): void {
  for (const ability of abilities) {
    const reason = platform.cannot[ability];
    if (reason !== undefined) skip(reason);
  }
}

/** With the seed for which the pack is scripted, which no person can give; and telling of each event and each delivery that has passed. */
function staged(adapter: Adapter, passed: EventEmitter<{ passed: [] }>): Adapter {
  const withSeed = (inbound: Inbound): Inbound => {
    if (inbound.type === "said") return { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } };
    if (inbound.type === "pressed" && inbound.action.type === "again") return { ...inbound, action: { ...inbound.action, seed: SCRIPTED_SEED } };
    return inbound;
  };
  return Object.assign(Object.create(adapter) as Adapter, {
    start: (onInbound: Parameters<Adapter["start"]>[0], ...more: [Parameters<Adapter["start"]>[1], Parameters<Adapter["start"]>[2]]) =>
      adapter.start((inbound) => onInbound(withSeed(inbound)).finally(() => passed.emit("passed")), ...more),
    deliver: (delivery: Delivery) => adapter.deliver(delivery).finally(() => passed.emit("passed")),
  });
}

function narrowed(adapter: Adapter, { maxFileBytes }: Narrow): Adapter {
  if (maxFileBytes === undefined) return adapter;
  const limitsFor: Adapter["limitsFor"] = (target) => ({ ...(adapter.limitsFor?.(target) ?? adapter.limits), maxFileBytes });
  return Object.assign(Object.create(adapter) as Adapter, { limitsFor });
}

function slowDown(packFolder: string, videoSteps: number): void {
  const path = join(packFolder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { outputs: { video: { steps: number } } };
  manifest.outputs.video.steps = videoSteps;
  writeFileSync(path, JSON.stringify(manifest));
}
