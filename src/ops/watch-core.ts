/** A core whose answers are counted on their way: how long, how they ended, how many tokens. What it says stays as it was. */

import type { AnswerOptions, Core, CoreEvent, Prompt } from "../core/protocol.ts";
import { CancelledError } from "../errors.ts";
import type { Metrics, Outcome } from "./metrics.ts";

export function watchCore(core: Core, metrics: Metrics): Core {
  return {
    get pack() {
      return core.pack;
    },
    get health() {
      return core.health;
    },
    answer: (prompt, options, signal) => watched(core, metrics, prompt, options, signal),
    cancelPiece: (conversationId, piece) => core.cancelPiece(conversationId, piece),
    forget: (conversationId) => core.forget(conversationId),
    stop: () => core.stop(),
  };
}

async function* watched(core: Core, metrics: Metrics, prompt: Prompt, options: AnswerOptions, signal: AbortSignal): AsyncGenerator<CoreEvent, void> {
  const begunAt = performance.now();
  let outcome: Outcome = "cancelled";
  try {
    for await (const event of core.answer(prompt, options, signal)) {
      if (event.type === "end" || event.type === "error") outcome = event.type === "end" ? event.finishReason : "error";
      if (event.type === "end") metrics.said(event, event.timings);
      if (event.type === "media-drop") metrics.dropped(event.reason);
      yield event;
    }
  } catch (error) {
    outcome = error instanceof CancelledError ? "cancelled" : "error";
    throw error;
  } finally {
    metrics.ran(outcome, performance.now() - begunAt);
  }
}
