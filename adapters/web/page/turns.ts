/** A conversation as the page shows it, and how each message from the server changes it. Pure: no element is touched here. */

import type { WireEvent, WireMedium, WireMessage, WirePerson, WireSnapshot, WireTurn } from "../wire.ts";

export type Job = Pick<WireMedium, "modality" | "piece" | "caption"> & {
  readonly type: "job";
  readonly step: number;
  readonly steps: number;
  readonly previewBase64?: string;
};

export type ShownPart =
  | { readonly type: "text"; readonly text: string }
  | WireMedium
  | Job
  | { readonly type: "dropped"; readonly piece: number; readonly reason: "cancelled" | "failed"; readonly told: string }
  | { readonly type: "notice"; readonly text: string }
  /** A file on its way: without a number yet. */
  | { readonly type: "attachment"; readonly name: string; readonly mediaType: string }
  | { readonly type: "reference"; readonly piece: number };

export interface ShownTurn {
  readonly id: string;
  readonly role: "user" | "bot";
  readonly author: WirePerson;
  readonly parts: readonly ShownPart[];
  readonly replyTo?: string;
  readonly createdAt: number;
  readonly state: "waiting" | "answering" | "done" | "cancelled" | "error" | "length";
  /** Answers that come before this one. */
  readonly waiting: number;
}

export function applyMessage(turns: readonly ShownTurn[], message: WireMessage): readonly ShownTurn[] {
  return message.type === "snapshot" ? applySnapshot(message) : applyEvent(turns, message);
}

const BOT: WirePerson = { id: "quartet", name: "Quartet" };

function applySnapshot({ turns, events }: WireSnapshot): readonly ShownTurn[] {
  return events.reduce(applyEvent, turns.map(shownTurnOf));
}

function applyEvent(turns: readonly ShownTurn[], event: WireEvent): readonly ShownTurn[] {
  switch (event.type) {
    case "said":
      return put(turns, saidTurnOf(event));
    case "unsaid":
      return turns.filter((turn) => turn.id !== event.turnId);
    case "remembered":
      return put(turns, shownTurnOf(event.turn));
    case "answer-start":
      return put(turns, startedTurnOf(event));
    case "withdrawn":
      return withdraw(turns, event.authorId);
    case "forgotten":
      return [];
    case "board":
      return turns;
    case "text-delta":
    case "media-start":
    case "media-progress":
    case "media-end":
    case "media-drop":
    case "notice":
    case "answer-end":
      return turns.map((turn) => (turn.id === event.turnId ? grow(turn, event) : turn));
    default:
      return event satisfies never;
  }
}

type AnswerEvent = Exclude<WireEvent, { type: "said" | "unsaid" | "remembered" | "answer-start" | "withdrawn" | "forgotten" | "board" }>;

function grow(turn: ShownTurn, event: AnswerEvent): ShownTurn {
  switch (event.type) {
    case "text-delta":
      return { ...turn, parts: withText(turn.parts, event.text) };
    case "media-start": {
      const { piece, modality, caption, steps } = event;
      return { ...turn, parts: [...turn.parts, { type: "job", piece, modality, caption, step: 0, steps }] };
    }
    case "media-progress":
      return { ...turn, parts: turn.parts.map((part) => (isJob(part, event.piece) ? progressed(part, event) : part)) };
    case "media-end":
      return { ...turn, parts: settle(turn.parts, event.medium.piece, event.medium) };
    case "media-drop": {
      const { piece, reason, told } = event;
      return { ...turn, parts: settle(turn.parts, piece, { type: "dropped", piece, reason, told }) };
    }
    case "notice":
      return { ...turn, parts: [...turn.parts, { type: "notice", text: event.text }] };
    case "answer-end":
      return { ...turn, state: event.finishReason === "stop" ? "done" : event.finishReason, parts: turn.parts.filter((part) => part.type !== "job") };
    default:
      return event satisfies never;
  }
}

function shownTurnOf(turn: WireTurn): ShownTurn {
  return { ...turn, state: "done", waiting: 0 };
}

function saidTurnOf({ turnId, author, text, attachments, pieces, createdAt }: Extract<WireEvent, { type: "said" }>): ShownTurn {
  const parts: ShownPart[] = [
    ...pieces.map((piece) => ({ type: "reference", piece }) as const),
    ...attachments.map((attachment) => ({ type: "attachment", ...attachment }) as const),
    ...(text === "" ? [] : [{ type: "text", text } as const]),
  ];
  return { id: turnId, role: "user", author, parts, createdAt, state: "done", waiting: 0 };
}

function startedTurnOf({ turnId, askedTurn, waiting, createdAt }: Extract<WireEvent, { type: "answer-start" }>): ShownTurn {
  return { id: turnId, role: "bot", author: BOT, parts: [], replyTo: askedTurn, createdAt, state: waiting > 0 ? "waiting" : "answering", waiting };
}

function withdraw(turns: readonly ShownTurn[], authorId: string): readonly ShownTurn[] {
  const said = new Set(turns.flatMap((turn) => (turn.author.id === authorId ? [turn.id] : [])));
  return turns.filter(({ id, replyTo }) => !said.has(id) && !(replyTo !== undefined && said.has(replyTo)));
}

/** In its old place, or at the end. */
function put(turns: readonly ShownTurn[], turn: ShownTurn): readonly ShownTurn[] {
  return turns.some(({ id }) => id === turn.id) ? turns.map((old) => (old.id === turn.id ? turn : old)) : [...turns, turn];
}

function withText(parts: readonly ShownPart[], text: string): readonly ShownPart[] {
  const last = parts.at(-1);
  return last?.type === "text" ? [...parts.slice(0, -1), { type: "text", text: last.text + text }] : [...parts, { type: "text", text }];
}

function isJob(part: ShownPart, piece: number): part is Job {
  return part.type === "job" && part.piece === piece;
}

/** The last preview stays until a newer one comes. */
function progressed(job: Job, { step, steps, previewBase64 }: Extract<WireEvent, { type: "media-progress" }>): Job {
  return { ...job, step, steps, ...(previewBase64 === undefined ? {} : { previewBase64 }) };
}

/** What a job became takes its place; what nobody announced comes last. */
function settle(parts: readonly ShownPart[], piece: number, settled: ShownPart): readonly ShownPart[] {
  return parts.some((part) => isJob(part, piece)) ? parts.map((part) => (isJob(part, piece) ? settled : part)) : [...parts, settled];
}
