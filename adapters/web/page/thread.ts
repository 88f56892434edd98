/** The turns on the page; only what changed is touched, so that players go on playing and focus stays. */

import { element, iconButton, textButton } from "./element.ts";
import { createPartView, type PartView, type TurnActions } from "./part-views.ts";
import { phrases } from "./phrases.ts";
import type { ShownTurn } from "./turns.ts";

export interface Thread {
  show(turns: readonly ShownTurn[]): void;
}

export function createThread(root: HTMLElement, actions: TurnActions, isMine: (turn: ShownTurn) => boolean): Thread {
  const views = new Map<string, TurnView>();
  const list = element("ol", { class: "turns", "aria-label": phrases.conversation });
  root.append(list);
  return {
    show: (turns) => {
      const ids = new Set(turns.map((turn) => turn.id));
      for (const [id, view] of views) {
        if (ids.has(id)) continue;
        view.root.remove();
        views.delete(id);
      }
      turns.forEach((turn, index) => {
        const view = views.get(turn.id) ?? createTurnView(turn, actions, isMine(turn));
        views.set(turn.id, view);
        if (list.children[index] !== view.root) list.insertBefore(view.root, list.children[index] ?? null);
        view.update(turn);
      });
    },
  };
}

interface TurnView {
  readonly root: HTMLElement;
  update(turn: ShownTurn): void;
}

function createTurnView(first: ShownTurn, actions: TurnActions, isMine: boolean): TurnView {
  const parts = element("div", { class: "parts" });
  const foot = element("div", { class: "turn-foot" });
  const name = element("p", { class: isMine || first.role === "bot" ? "unseen" : "who" }, isMine ? phrases.turn.you : first.author.name);
  const root = element("li", { class: `turn ${first.role}${isMine ? " mine" : ""}` }, name, parts, foot);
  let shown: ShownTurn | undefined;
  let views: PartView[] = [];
  const update = (turn: ShownTurn) => {
    if (turn === shown) return;
    views = turn.parts.map((part, index) => {
      const old = views[index];
      if (old?.update(part)) return old;
      const fresh = createPartView(part, turn, actions);
      if (old) old.root.replaceWith(fresh.root);
      else parts.append(fresh.root);
      return fresh;
    });
    while (parts.childElementCount > views.length) parts.lastElementChild?.remove();
    root.classList.toggle("busy", turn.state === "answering" || turn.state === "waiting");
    root.setAttribute("aria-busy", String(turn.state === "answering"));
    if (shown?.state !== turn.state || shown.waiting !== turn.waiting || shown.parts.length !== turn.parts.length)
      foot.replaceChildren(...footOf(turn, actions));
    shown = turn;
  };
  return { root, update };
}

function footOf(turn: ShownTurn, actions: TurnActions): (HTMLElement | string)[] {
  if (turn.role === "user") return [];
  const { turn: words } = phrases;
  const again = iconButton("again", words.again, () => actions.again(turn));
  const stop = textButton(words.stop, () => actions.cancel(turn), "quiet", "stop");
  switch (turn.state) {
    case "waiting":
      return [element("p", { class: "state" }, words.waiting(turn.waiting)), stop];
    case "answering":
      return [element("span", { class: "dots", "aria-label": words.answering }, element("i"), element("i"), element("i")), stop];
    case "done":
      return [again];
    case "cancelled":
      return [element("p", { class: "state" }, words.stopped), again];
    case "length":
      return [element("p", { class: "state" }, words.tooLong), again];
    case "error":
      return [element("p", { class: "state" }, words.brokeOff), textButton(phrases.tryAgain, () => actions.again(turn), "soft", "again")];
    default:
      return turn.state satisfies never;
  }
}
