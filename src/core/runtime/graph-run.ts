/** Work as a sequence of graph runs: pure code yields a run and receives its outputs; whoever drives it may stop after any run. */

import { CancelledError, ModelError } from "../../errors.ts";
import type { Feeds, Outputs, Session } from "./session.ts";
import type { Float32Tensor } from "./tensor.ts";

/** The unit of the work loop. */
export interface GraphRun {
  readonly session: Session;
  readonly feeds: Feeds;
}

/** `return()` cancels: nothing runs after it. */
export type Steps<R> = Generator<GraphRun, R, Outputs>;

/**
 * Drives steps to their end, for tests and callers that have nothing else to do.
 * @throws CancelledError once `signal` is aborted, after the run in flight.
 */
export async function runSteps<R>(steps: Steps<R>, options: { readonly signal?: AbortSignal } = {}): Promise<R> {
  let next = steps.next();
  try {
    while (!next.done) {
      if (options.signal?.aborted) throw new CancelledError();
      const outputs = await next.value.session.run(next.value.feeds);
      next = steps.next(outputs);
    }
    return next.value;
  } catch (error) {
    closeSteps(steps);
    throw error;
  }
}

/** Cancels: the `finally` blocks inside run, nothing else does. */
export function closeSteps(steps: Steps<unknown>): void {
  steps.return(undefined);
}

/** Runs one graph and gives its one float32 output of that name. */
export function* runGraph(session: Session, feeds: Feeds, output: string): Steps<Float32Tensor> {
  return float32Output(yield { session, feeds }, output, session.name);
}

/** @throws ModelError where the output is missing or of another type. */
export function float32Output(outputs: Outputs, output: string, graph: string): Float32Tensor {
  const tensor = outputs[output];
  if (tensor?.dtype !== "float32") {
    throw new ModelError(`Graph ${graph}: expected a float32 output "${output}", got ${tensor ? tensor.dtype : Object.keys(outputs).join(", ")}.`);
  }
  return tensor;
}
