/** The board of a group session beside the thread: who is here, the pieces with a heart for each, and what can be done at once. */

import type { WireBoard, WireBoardPiece, WireMessage } from "../wire.ts";
import { askLine } from "./dialog.ts";
import { element, icon, textButton } from "./element.ts";
import { pieceLink } from "./part-views.ts";
import { phrases } from "./phrases.ts";

export interface BoardActions {
  vote(piece: number, added: boolean): void;
  /** Sends a house command as if it had been typed. */
  say(command: string): void;
  personId(): string | undefined;
}

export interface BoardView {
  take(message: WireMessage): void;
  clear(): void;
}

export function createBoard(root: HTMLElement, actions: BoardActions): BoardView {
  const show = (board: WireBoard | undefined) => {
    root.hidden = board === undefined;
    if (board === undefined) return root.replaceChildren();
    root.replaceChildren(
      headOf(board),
      element("ol", { class: "board-pieces" }, ...board.pieces.map((piece) => pieceOf(piece, board, actions))),
      footOf(board, actions),
    );
  };
  return {
    take: (message) => {
      const events = message.type === "snapshot" ? message.events : [message];
      const latest = events.findLast((event) => event.type === "board" || event.type === "forgotten");
      if (latest?.type === "board") show(latest.board);
      else if (latest || message.type === "snapshot") show(undefined);
    },
    clear: () => show(undefined),
  };
}

/** Asks what a new session shall be about. */
export function askStudio(say: (command: string) => void): void {
  const { board } = phrases;
  const question = {
    title: board.openTitle,
    text: board.openText,
    label: board.openLabel,
    button: board.open,
    maxLength: 90,
  };
  void askLine(question, async (title) => say(`/studio open ${title}`));
}

function headOf({ title, style, isOpen, roster }: WireBoard): HTMLElement {
  const people = roster.map(({ name, pieces }) => (pieces === 0 ? name : `${name} (${pieces})`)).join(" · ");
  return element(
    "header",
    {},
    element("h2", {}, title),
    element("p", { class: "board-people" }, people),
    style !== "" && element("p", { class: "board-style" }, phrases.board.style(style)),
    !isOpen && element("p", { class: "board-closed" }, phrases.board.closed),
  );
}

function pieceOf(
  { number, modality, caption, author, parents, votes, voters, isChosen }: WireBoardPiece,
  { isOpen }: WireBoard,
  actions: BoardActions,
): HTMLElement {
  const isMine = voters.includes(actions.personId() ?? "");
  const heart = element(
    "button",
    {
      type: "button",
      class: `heart${isMine ? " mine" : ""}`,
      "aria-pressed": String(isMine),
      "aria-label": phrases.board.like(number),
      disabled: !isOpen,
    },
    `${isMine ? "♥" : "♡"} ${votes === 0 ? "" : votes}`.trim(),
  );
  heart.addEventListener("click", () => actions.vote(number, !isMine));
  const from = parents.length === 0 ? "" : ` · ${phrases.board.from(parents.map((parent) => `#${parent}`))}`;
  return element(
    "li",
    {},
    icon(modality),
    element("p", {}, pieceLink(number), ` ${caption}`, element("small", {}, `${author}${from}${isChosen ? " · ★" : ""}`)),
    heart,
  );
}

function footOf({ isOpen, style }: WireBoard, actions: BoardActions): HTMLElement {
  const { board: words } = phrases;
  const lock = () => {
    const question = {
      title: words.lockTitle,
      text: words.lockText,
      label: words.styleLabel,
      button: words.lock,
      value: style,
      maxLength: 200,
    };
    void askLine(question, async (phrase) => actions.say(`/studio style ${phrase}`));
  };
  return element(
    "footer",
    {},
    isOpen && textButton(words.styleLabel, lock, "soft"),
    textButton(words.book, () => actions.say("/studio export book"), "soft", "download"),
    textButton(words.film, () => actions.say("/studio export film"), "soft", "download"),
    isOpen && textButton(phrases.close, () => actions.say("/studio close"), "quiet"),
  );
}
