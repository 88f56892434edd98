/** One answer while it is worked on: its text, its media, what they cost, and how it ends. */

import { join } from "node:path";
import { QuartetError, tellingOf } from "../errors.ts";
import type { Telling } from "../language/language.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import { answer, type Finish, type Outlet, type WantedMedium } from "./answer.ts";
import { type AnswerPlan, planOf } from "./answer-plan.ts";
import { countSteps } from "./decoders/decode-medium.ts";
import { mediumSeed } from "./llm/random.ts";
import { type MediumOrder, makeMedium } from "./make-medium.ts";
import type { Model } from "./model.ts";
import type { CoreEvent, CoreRequest } from "./protocol.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Task, type TaskEnd } from "./task.ts";
import type { WorkLoop } from "./work-loop.ts";

type AnswerRequest = Extract<CoreRequest, { type: "answer" }>;
type FinishReason = Extract<CoreEvent, { type: "end" }>["finishReason"];

export class AnswerJob implements Outlet {
  readonly #model: Model;
  readonly #request: AnswerRequest;
  readonly #loop: WorkLoop;
  readonly #emit: (event: CoreEvent) => void;
  readonly #plan: AnswerPlan;
  readonly #stopwatch: Stopwatch;
  readonly #text: Task<Finish>;
  readonly #media = new Map<PieceNumber, Task<void>>();
  readonly #counts = { promptTokens: 0, reusedTokens: 0, newTokens: 0, media: 0 };
  #finish: Finish | undefined;
  #isOver = false;

  /** `emit` gets everything up to `end` or `error`, and nothing after it. */
  constructor(model: Model, request: AnswerRequest, loop: WorkLoop, emit: (event: CoreEvent) => void) {
    this.#model = model;
    this.#request = request;
    this.#loop = loop;
    this.#emit = emit;
    this.#plan = planOf(request.options, model.pack.manifest);
    this.#stopwatch = new Stopwatch(() => loop.modelTimeMs);
    this.#text = new Task(answer(model, request.prompt, this.#plan, this), (end) => this.#textEnded(end));
    loop.addText(this.#text);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#text.cancel();
    this.#dropMedia();
    this.#end("cancelled");
  }

  /** A piece that is not being made is none of ours. */
  cancelPiece(piece: PieceNumber): void {
    const task = this.#media.get(piece);
    if (task === undefined) return;
    task.cancel();
    this.#drop(piece, "cancelled", ["cancelled"]);
  }

  say(text: string): void {
    this.#stopwatch.firstText();
    this.#emit({ type: "text-delta", text });
  }

  make(medium: WantedMedium): void {
    const { prompt, options, id } = this.#request;
    const { modality, caption } = medium;
    const index = this.#counts.media++;
    const piece = (prompt.nextPiece + index) as PieceNumber;
    const seed = mediumSeed(this.#plan.seed, index);
    const wished = options.steps?.[modality];
    const steps = countSteps(this.#model.pack, modality, wished === undefined ? {} : { steps: wished });
    this.#emit({ type: "media-start", piece, modality, caption, steps, seed });
    const order: MediumOrder = { ...medium, piece, seed, stem: join(options.outputFolder, `${id}-${piece}`) };
    const task = new Task(makeMedium(this.#model.pack, order, options, this.#emit), (end) => this.#mediumEnded(order, end));
    this.#media.set(piece, task);
    this.#loop.addMedium(prompt.conversationId, task);
  }

  withhold(modality: MediaModality): void {
    this.#emit({ type: "media-withhold", modality });
  }

  encoded(promptTokens: number): void {
    this.#counts.promptTokens = promptTokens;
    this.#stopwatch.encoded();
  }

  prefilled(reusedTokens: number): void {
    this.#counts.reusedTokens = reusedTokens;
    this.#stopwatch.prefilled();
  }

  generated(newTokens: number): void {
    this.#counts.newTokens += newTokens;
  }

  #textEnded(end: TaskEnd<Finish>): void {
    if (end.type === "failed") {
      this.#dropMedia();
      this.#isOver = true;
      this.#emit(errorEvent(end.error));
      return;
    }
    this.#stopwatch.generated();
    this.#finish = end.value;
    this.#endIfComplete();
  }

  #mediumEnded({ piece, modality }: MediumOrder, end: TaskEnd<void>): void {
    if (end.type === "failed") {
      this.#drop(piece, "failed", tellingOf(end.error));
      return;
    }
    this.#stopwatch.decoded(modality, end.elapsedMs);
    this.#media.delete(piece);
    this.#endIfComplete();
  }

  #dropMedia(): void {
    for (const [piece, task] of this.#media) {
      task.cancel();
      this.#emit({ type: "media-drop", piece, reason: "cancelled", told: ["cancelled"] });
    }
    this.#media.clear();
  }

  #drop(piece: PieceNumber, reason: "cancelled" | "failed", told: Telling): void {
    this.#media.delete(piece);
    this.#emit({ type: "media-drop", piece, reason, told });
    this.#endIfComplete();
  }

  #endIfComplete(): void {
    if (this.#finish !== undefined && this.#media.size === 0) this.#end(this.#finish);
  }

  #end(finishReason: FinishReason): void {
    this.#isOver = true;
    const { promptTokens, reusedTokens, newTokens } = this.#counts;
    this.#emit({ type: "end", seed: this.#plan.seed, finishReason, promptTokens, reusedTokens, newTokens, timings: this.#stopwatch.timings() });
  }
}

function errorEvent(error: unknown): CoreEvent {
  const code = error instanceof QuartetError ? error.code : "model";
  return { type: "error", code, message: error instanceof Error ? error.message : String(error), told: tellingOf(error) };
}
