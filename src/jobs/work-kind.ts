/** What sort of work an answer is, as far as it can be told before the model has said anything, and how much of each there is. */

import type { KindLoad } from "../ops/metrics.ts";
import type { Wish } from "../turn/inbound.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";

/** `any`: the model decides. Of several media the dearest one counts. */
export type WorkKind = "any" | "text" | MediaModality;

const WORK_KINDS: readonly WorkKind[] = ["any", "text", ...MEDIA_MODALITIES];

export function workKindOf({ modalities }: Wish = {}): WorkKind {
  if (modalities === undefined) return "any";
  return MEDIA_MODALITIES.findLast((modality) => modalities.includes(modality)) ?? "text";
}

type Jobs = readonly { readonly kind: WorkKind }[];

/** By kind of work, also where there is none. */
export function loadOf({ waiting, running }: { readonly waiting: Jobs; readonly running: Jobs }): readonly KindLoad[] {
  const count = (jobs: Jobs, kind: WorkKind) => jobs.filter((job) => job.kind === kind).length;
  return WORK_KINDS.map((kind) => ({ kind, waiting: count(waiting, kind), running: count(running, kind) }));
}
