/** What Prometheus reads: counted as it happens, or looked at when it is asked. No label ever holds an id or a word of a person. */

import { statfs } from "node:fs/promises";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Timings } from "../core/protocol.ts";
import type { ProcessHealth } from "./process-health.ts";

/** How an answer's work in the core ended. */
export type Outcome = "stop" | "length" | "cancelled" | "error";

export interface TokenCounts {
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly newTokens: number;
}

/** What waits and runs of one kind of work. */
export interface KindLoad {
  readonly kind: string;
  readonly waiting: number;
  readonly running: number;
}

/** What is looked at whenever somebody asks. */
export interface Watched {
  readonly dataFolder: string;
  readonly mediaBudgetBytes: number;
  mediaBytes(): number;
  load(): readonly KindLoad[];
  /** By its name: "core", "media". */
  readonly processes: Readonly<Record<string, () => ProcessHealth>>;
  /** By the platform's name. */
  connections(): Readonly<Record<string, boolean>>;
}

/** From one graph run to a patient person's longest wait. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800];

export class Metrics {
  readonly #registry = new Registry();
  readonly #waits = this.#histogram("quartet_wait_seconds", "From the question to the beginning of its answer, by kind of work", "kind");
  readonly #runs = this.#histogram("quartet_run_seconds", "Time that the core spent on an answer, by how it ended", "outcome");
  readonly #firstText = this.#histogram("quartet_first_text_seconds", "From the beginning of an answer in the core to its first words");
  readonly #decodes = this.#histogram("quartet_decode_seconds", "Time that the core spent on one kind of medium of an answer", "modality");
  readonly #tokens = this.#counter("quartet_tokens_total", "Tokens read anew (prompt), found in the cache (reused), and said (new)", "type");
  readonly #tokenRate = this.#gauge("quartet_tokens_per_second", "Tokens a second that the last answer was said with");
  readonly #drops = this.#counter("quartet_media_dropped_total", "Media that were begun and not finished, by reason", "reason");
  readonly #undelivered = this.#counter("quartet_deliveries_failed_total", "Deliveries given up after all tries, by platform", "platform");

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async read(): Promise<string> {
    return await this.#registry.metrics();
  }

  waited(kind: string, waitedMs: number): void {
    this.#waits.observe({ kind }, waitedMs / 1000);
  }

  ran(outcome: Outcome, ranMs: number): void {
    this.#runs.observe({ outcome }, ranMs / 1000);
  }

  said({ promptTokens, reusedTokens, newTokens }: TokenCounts, { firstTextMs, generateMs, decodeMs }: Timings): void {
    this.#tokens.inc({ type: "prompt" }, Math.max(0, promptTokens - reusedTokens));
    this.#tokens.inc({ type: "reused" }, reusedTokens);
    this.#tokens.inc({ type: "new" }, newTokens);
    if (newTokens > 0) this.#firstText.observe(firstTextMs / 1000);
    if (generateMs > 0) this.#tokenRate.set((newTokens * 1000) / generateMs);
    for (const [modality, ms] of Object.entries(decodeMs)) this.#decodes.observe({ modality }, ms / 1000);
  }

  dropped(reason: "cancelled" | "failed"): void {
    this.#drops.inc({ reason });
  }

  undelivered(platform: string, count: number): void {
    this.#undelivered.inc({ platform }, count);
  }

  /** From now on these are looked at; called once. */
  watch({ dataFolder, mediaBudgetBytes, mediaBytes, load, processes, connections }: Watched): void {
    this.#asked("quartet_queue_jobs", "Answers that wait and run, by kind of work", ["kind", "state"], () =>
      load().flatMap(({ kind, waiting, running }) => [
        { labels: { kind, state: "waiting" }, value: waiting },
        { labels: { kind, state: "running" }, value: running },
      ]),
    );
    const eachProcess = async (figureOf: (health: ProcessHealth) => number | Promise<number>) =>
      await Promise.all(Object.entries(processes).map(async ([name, health]) => ({ labels: { process: name }, value: await figureOf(health()) })));
    this.#asked("quartet_process_up", "Whether the process runs", ["process"], () => eachProcess(({ isUp }) => Number(isUp)));
    this.#asked("quartet_process_crashes", "How often the process ended by itself", ["process"], () => eachProcess(({ crashes }) => crashes));
    this.#asked("quartet_process_resident_bytes", "Memory of the process", ["process"], () => eachProcess((health) => health.residentBytes()));
    this.#asked("quartet_platform_connected", "Whether the platform can be reached", ["platform"], () =>
      Object.entries(connections()).map(([platform, isConnected]) => ({ labels: { platform }, value: Number(isConnected) })),
    );
    this.#asked("quartet_media_store_bytes", "Media that are kept", [], () => [{ labels: {}, value: mediaBytes() }]);
    this.#asked("quartet_media_budget_bytes", "Media that may be kept", [], () => [{ labels: {}, value: mediaBudgetBytes }]);
    this.#asked("quartet_disk_bytes", "The disk of DATA_DIR", ["state"], async () => {
      const { bsize, bavail, blocks } = await statfs(dataFolder);
      return [
        { labels: { state: "free" }, value: bavail * bsize },
        { labels: { state: "all" }, value: blocks * bsize },
      ];
    });
  }

  /** What cannot be had, such as the size of a disk that is gone, is missing or no number; the other figures stay. */
  #asked(name: string, help: string, labelNames: readonly string[], look: () => readonly Sample[] | Promise<readonly Sample[]>): void {
    new Gauge({
      ...{ name, help, labelNames, registers: [this.#registry] },
      async collect() {
        this.reset();
        try {
          for (const { labels, value } of await look()) this.set(labels, value);
        } catch {
          if (labelNames.length === 0) this.set(Number.NaN);
        }
      },
    });
  }

  #histogram<Label extends string>(name: string, help: string, ...labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.#registry] });
  }

  #counter<Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.#registry] });
  }
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
