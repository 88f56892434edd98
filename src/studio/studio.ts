/** A group session as a fold over its events and its conversation: who takes part, which pieces there are, from what, and who likes them. */

import { findTurn, mediaOf, type Memory, type RememberedTurn, textOf } from "../conversation/memory.ts";
import type { MediaPart, PieceNumber } from "../turn/part.ts";
import type { Author, ConversationId, TurnId } from "../turn/turn.ts";
import type { ExportChoice, ExportForm, StudioEvent } from "./event.ts";

export interface StudioPiece {
  readonly number: PieceNumber;
  readonly part: MediaPart;
  /** Who sent it, or asked for it. */
  readonly author: Author;
  /** What the author said. */
  readonly words: string;
  /** What Quartet said beside it. */
  readonly told: string;
  /** The turn that brought it. */
  readonly turnId: TurnId;
  readonly parents: readonly PieceNumber[];
  /** What was made from it. */
  readonly branches: readonly PieceNumber[];
  readonly voters: readonly Author[];
}

export interface Member extends Author {
  readonly pieces: number;
}

export interface PendingExport {
  readonly form: ExportForm;
  readonly choice: ExportChoice;
  readonly by: Author;
  readonly tries: number;
}

export interface Studio {
  readonly conversationId: ConversationId;
  readonly title: string;
  readonly openedBy: Author;
  readonly openedAt: number;
  /** Words that are added to what is asked for. */
  readonly style: string;
  readonly isOpen: boolean;
  readonly closedAt?: number;
  /** In the order of their numbers. */
  readonly pieces: readonly StudioPiece[];
  /** Who opened it first, then who came. */
  readonly roster: readonly Member[];
  readonly chosen: readonly PieceNumber[];
  readonly pending: readonly PendingExport[];
}

/** The latest session of the conversation; undefined where there was none. */
export function foldStudio(conversationId: ConversationId, events: readonly StudioEvent[], memory: Memory): Studio | undefined {
  const begin = events.findLastIndex((event) => event.type === "opened");
  const opened = events[begin];
  if (opened?.type !== "opened") return undefined;
  const own = events.slice(begin);
  const closed = own.find((event) => event.type === "closed");
  const until = closed?.at ?? Number.POSITIVE_INFINITY;
  const bare = memory.turns.filter(({ createdAt }) => createdAt >= opened.at && createdAt <= until).flatMap((turn) => piecesOf(turn, memory));
  const pieces = withVotes(withBranches(bare), own);
  return {
    conversationId,
    title: opened.title,
    openedBy: opened.by,
    openedAt: opened.at,
    style: own.findLast((event) => event.type === "styled")?.style ?? "",
    isOpen: closed === undefined,
    ...(closed === undefined ? {} : { closedAt: closed.at }),
    pieces,
    roster: rosterOf(opened.by, pieces),
    chosen: own.findLast((event) => event.type === "chosen")?.pieces.filter((piece) => pieces.some(({ number }) => number === piece)) ?? [],
    pending: pendingOf(own),
  };
}

/** The style that held at that time (Unix milliseconds); empty where there was none. */
export function styleAt(events: readonly StudioEvent[], at: number): string {
  const last = events.findLast((event) => event.at <= at && (event.type === "styled" || event.type === "opened" || event.type === "closed"));
  return last?.type === "styled" ? last.style : "";
}

/** What the book and the film show, in their order. */
export function chosenPieces({ pieces, chosen }: Studio, choice: ExportChoice): readonly StudioPiece[] {
  if (choice === "all") return pieces;
  if (chosen.length > 0) return chosen.flatMap((number) => pieces.find((piece) => piece.number === number) ?? []);
  const liked = pieces.filter(({ voters }) => voters.length > 0);
  return liked.length > 0 ? liked : pieces;
}

/** From the first ancestors down to the piece itself, each once. */
export function ancestryOf(pieces: readonly StudioPiece[], piece: StudioPiece): readonly StudioPiece[] {
  const found = new Map<PieceNumber, StudioPiece>();
  const visit = (each: StudioPiece) => {
    if (found.has(each.number)) return;
    for (const parent of each.parents) {
      const known = parent < each.number ? pieces.find(({ number }) => number === parent) : undefined;
      if (known) visit(known);
    }
    found.set(each.number, each);
  };
  visit(piece);
  return [...found.values()];
}

type BarePiece = Omit<StudioPiece, "branches" | "voters">;

function piecesOf(turn: RememberedTurn, memory: Memory): readonly BarePiece[] {
  const asked = turn.role === "bot" && turn.replyTo !== undefined ? findTurn(memory, turn.replyTo) : turn;
  const { author } = asked ?? turn;
  const told = turn.role === "bot" ? textOf(turn).trim() : "";
  return mediaOf(turn).map((part) => ({
    number: part.piece,
    part,
    author,
    words: asked === undefined ? "" : textOf(asked).trim(),
    told,
    turnId: turn.id,
    parents: part.lineage.type === "made" ? part.lineage.parents.filter((parent) => parent !== part.piece) : [],
  }));
}

function withBranches(pieces: readonly BarePiece[]): readonly Omit<StudioPiece, "voters">[] {
  return pieces
    .map((piece) => ({ ...piece, branches: pieces.flatMap(({ number, parents }) => (parents.includes(piece.number) ? [number] : [])) }))
    .sort((one, other) => one.number - other.number);
}

/** A person likes a piece or does not, with however many reactions. */
function withVotes(pieces: readonly Omit<StudioPiece, "voters">[], events: readonly StudioEvent[]): readonly StudioPiece[] {
  return pieces.map((piece) => {
    const votes = new Map<string, Author>();
    for (const event of events) {
      if (event.type !== "voted" || !(event.piece === undefined ? event.turnId === piece.turnId : event.piece === piece.number)) continue;
      const key = `${event.by.id} ${event.emoji}`;
      if (event.added) votes.set(key, event.by);
      else votes.delete(key);
    }
    return { ...piece, voters: [...new Map([...votes.values()].map((voter) => [voter.id, voter])).values()] };
  });
}

function rosterOf(openedBy: Author, pieces: readonly StudioPiece[]): readonly Member[] {
  const people = [openedBy, ...pieces.map(({ author }) => author), ...pieces.flatMap(({ voters }) => voters)];
  const known = new Map(people.map((person) => [person.id, person]));
  return [...known.values()].map((person) => ({ ...person, pieces: pieces.filter(({ author }) => author.id === person.id).length }));
}

/** In the order in which they were asked for; one that is asked for again before it was begun counts once. */
function pendingOf(events: readonly StudioEvent[]): readonly PendingExport[] {
  let pending: readonly PendingExport[] = [];
  for (const event of events) {
    if (event.type === "export-asked") pending = withAsked(pending, { form: event.form, choice: event.choice, by: event.by, tries: 0 });
    if (event.type === "export-begun") pending = withFirst(pending, event.form, (first) => [{ ...first, tries: first.tries + 1 }]);
    if (event.type === "export-ended") pending = withFirst(pending, event.form, () => []);
  }
  return pending;
}

function withAsked(pending: readonly PendingExport[], asked: PendingExport): readonly PendingExport[] {
  const isSame = (each: PendingExport) => each.form === asked.form && each.choice === asked.choice && each.tries === 0;
  return pending.some(isSame) ? pending : [...pending, asked];
}

/** What becomes of the first of its form. */
function withFirst(pending: readonly PendingExport[], form: ExportForm, change: (first: PendingExport) => readonly PendingExport[]) {
  const at = pending.findIndex((each) => each.form === form);
  const first = pending[at];
  return first === undefined ? pending : pending.toSpliced(at, 1, ...change(first));
}
