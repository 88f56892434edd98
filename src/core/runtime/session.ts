/** One opened graph: what it takes, what it gives, and how to run it. Knows nothing of what the graph means. */

import type { TensorSpec } from "../packs/manifest.ts";
import type { Tensor } from "./tensor.ts";

/** By the graph's input names. */
export type Feeds = Readonly<Record<string, Tensor>>;

/** By the graph's output names; every output of the graph is present. */
export type Outputs = Readonly<Record<string, Tensor>>;

export interface Session extends AsyncDisposable {
  /** The role in the pack ("encoder.image"), for messages. */
  readonly name: string;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** The longest that one run may take, in ms; 2000 unless the manifest declares more. */
  readonly unitLimitMs: number;
  /**
   * Runs the graph once; it cannot be interrupted. Feeds are checked before anything native sees them.
   * @throws ModelError where a feed is not what the graph declares, or the run fails.
   */
  run(feeds: Feeds): Promise<Outputs>;
}
