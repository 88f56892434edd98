/** Runs steps as the work loop does, with somebody looking at what goes into each graph and what comes out. */

import { closeSteps, type GraphRun, type Steps } from "../core/runtime/graph-run.ts";
import type { Feeds, Outputs } from "../core/runtime/session.ts";
import type { Stages } from "./stages.ts";

export interface Tracer {
  /** What the graph is fed instead. */
  before(run: GraphRun): Feeds;
  /** What the core is told instead. */
  after(run: GraphRun, outputs: Outputs): Outputs;
}

/** What the steps return, or undefined where the last stage that was asked for came first. */
export async function drive<R>(steps: Steps<R>, tracer: Tracer, stages: Stages): Promise<R | undefined> {
  let next = steps.next();
  while (!next.done && !stages.isOver) {
    const feeds = tracer.before(next.value);
    if (stages.isOver) break;
    const outputs = tracer.after(next.value, await next.value.session.run(feeds));
    if (!stages.isOver) next = steps.next(outputs);
  }
  if (next.done && !stages.isOver) return next.value;
  closeSteps(steps);
  return undefined;
}
