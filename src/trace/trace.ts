/** A conversation's way through the core, greedy, every stage's tensor written: the microscope with which a pack is compared with its reference. */

import { answer, type WantedMedium } from "../core/answer.ts";
import { planOf } from "../core/answer-plan.ts";
import { mediumSeed } from "../core/llm/random.ts";
import type { Model } from "../core/model.ts";
import type { Prompt } from "../core/protocol.ts";
import { drive } from "./drive.ts";
import { traceMedium } from "./medium-tracer.ts";
import type { NpyArray } from "./npy.ts";
import { type StageOptions, Stages } from "./stages.ts";
import { TextTracer } from "./text-tracer.ts";

export interface TraceOptions extends StageOptions {
  readonly prompt: Prompt;
  readonly noises: readonly NpyArray[];
  /** Of the answer: each medium's own follows from it, as in the core. */
  readonly seed: number;
  readonly steps?: number;
  readonly maxTokens?: number;
}

/** Begins afresh, whatever the model remembers of the conversation. Gives the stages that the options name and that never came, for a message. @throws ModelError, MediaError, PackError */
export async function trace(model: Model, options: TraceOptions): Promise<string[]> {
  const stages = new Stages(options);
  model.contexts.forget(options.prompt.conversationId);
  const tracer = new TextTracer(stages);
  const wanted: WantedMedium[] = [];
  const outlet = {
    say: () => {},
    make: (medium: WantedMedium) => wanted.push(medium),
    withhold: () => {},
    encoded: (promptTokens: number) => tracer.encoded(promptTokens),
    prefilled: () => tracer.prefilled(),
    generated: () => {},
  };
  const plan = planOf(
    { ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }), temperature: 0, outputFolder: "" },
    model.pack.manifest,
  );
  const finish = await drive(answer(model, options.prompt, plan, outlet), tracer, stages);
  if (finish !== undefined) tracer.ended(finish);
  for (const [index, medium] of wanted.entries()) {
    if (!stages.isOver) await traceMedium(model.pack, medium, stages, { ...options, seed: mediumSeed(options.seed, index) });
  }
  return stages.missed;
}
