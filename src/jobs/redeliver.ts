/** What is owed of a finished answer goes out again after a crash or a failure: what people see stays, the rest is sent, and only that. */

import type { Adapter, DeliveryTarget, Owed } from "../adapter.ts";
import { captionOf } from "../conversation/captions.ts";
import type { Outlet } from "../router/outlet.ts";
import { deliveredFileOf, type Workshop } from "../router/store-medium.ts";
import { isMediaPart, type MediaPart } from "../turn/part.ts";
import type { Outbox, OutboxRow } from "./outbox.ts";

interface Parts {
  readonly outbox: Outbox;
  readonly door: Omit<Workshop, "pack">;
}

interface Debt {
  readonly inboxId: number;
  readonly target: DeliveryTarget;
}

type Platform = Pick<Adapter, "findSent">;

/** Resolves when everything is delivered or given up; where the platform cannot be asked what stands there already, nothing is posted. */
export async function redeliver({ outbox, door }: Parts, debt: Debt, adapter: Platform, outlet: Outlet): Promise<void> {
  const rows = outbox.rows(debt.inboxId);
  if (mayStand(outbox, debt) && (await look(outbox, debt, adapter)) !== "missing") return;
  outlet.record(outbox.ledgerOf(debt.target.answerTurn));
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const { content } of rows) send(outlet, content, door);
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
}

/** Whether people may see some of it already: an earlier run or try may have shown it. */
export function mayStand(outbox: Outbox, { inboxId, target }: Debt): boolean {
  return target.isResumed === true || outbox.rows(inboxId).some(({ state }) => state !== "queued");
}

/** Looks for what was tried and never confirmed; false where the platform cannot be asked. */
export async function confirm(outbox: Outbox, debt: Debt, adapter: Platform): Promise<boolean> {
  if (!outbox.rows(debt.inboxId).some(isOpen)) return true;
  if ((await look(outbox, debt, adapter)) === "unknown") return false;
  outbox.giveUp(debt.inboxId, "the platform did not take it");
  return true;
}

async function look(outbox: Outbox, { inboxId, target }: Debt, adapter: Platform): Promise<"there" | "missing" | "unknown"> {
  if (adapter.findSent === undefined) return "missing";
  try {
    const note = outbox.ledgerOf(target.answerTurn);
    const found = await adapter.findSent(target, outbox.rows(inboxId));
    for (const name of found) note(name, "sent");
    return outbox.rows(inboxId).every((row) => found.has(row.name) || row.state === "failed") ? "there" : "missing";
  } catch {
    return "unknown";
  }
}

function isOpen({ state }: OutboxRow): boolean {
  return state === "queued" || state === "sending" || state === "unconfirmed";
}

function send(outlet: Outlet, content: Owed["content"], stock: Parts["door"]): void {
  if (content.type === "text") outlet.say(content.text);
  else if (content.type === "notice") outlet.tell(content);
  else if (isMediaPart(content)) show(outlet, content, stock);
}

function show(outlet: Outlet, part: MediaPart, stock: Parts["door"]): void {
  const { files } = stock;
  const { piece, type: modality } = part;
  outlet.show({ type: "media-start", piece, modality, caption: captionOf(part), steps: 1 });
  if (files.find(part.file.id)?.state === "here") outlet.showMedium({ type: "media-end", part, file: deliveredFileOf(part, files) }, stock);
  else outlet.show({ type: "media-drop", piece, reason: "failed", told: outlet.sentences.faults.noRoomKept });
}
