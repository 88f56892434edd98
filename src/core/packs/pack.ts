/** A loaded pack: its manifest, its opened graphs and its constants. */

import { PackError } from "../../errors.ts";
import type { MediaModality } from "../../turn/modality.ts";
import type { Device } from "../runtime/device.ts";
import type { Session } from "../runtime/session.ts";
import type { Float32Tensor } from "../runtime/tensor.ts";
import type { Manifest } from "./manifest.ts";
import type { GraphRole } from "./roles.ts";

export interface Pack extends AsyncDisposable {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly device: Device;
  readonly graphs: ReadonlyMap<GraphRole, Session>;
  /** Per output modality the condition of an empty caption, [states, width]. */
  readonly unconditional: Partial<Record<MediaModality, Float32Tensor>>;
}

/** @throws PackError where the pack has no such graph; loading makes sure of every graph that the manifest's inputs and outputs need. */
export function graphOf(pack: Pack, role: GraphRole): Session {
  const session = pack.graphs.get(role);
  if (session === undefined)
    throw new PackError("manifest.json", `expected a graph with the role "${role}", the pack has ${[...pack.graphs.keys()].join(", ")}.`);
  return session;
}
