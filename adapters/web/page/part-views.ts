/** How each part of a turn looks: words, media with their number and lineage, media that are being made, and what Quartet has to say. */

import type { WireMedium } from "../wire.ts";
import { element, type IconName, icon, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";
import { playerOf } from "./players.ts";
import type { Job, ShownPart, ShownTurn } from "./turns.ts";

/** What people can press inside a turn. */
export interface TurnActions {
  cancel(turn: ShownTurn, piece?: number): void;
  again(turn: ShownTurn): void;
  use(piece: number): void;
  vary(turn: ShownTurn, piece: number): void;
  edit(medium: WireMedium): void;
  animate(piece: number): void;
  sound(piece: number): void;
  askerOf(turn: ShownTurn): string | undefined;
}

export interface PartView {
  readonly root: HTMLElement;
  /** False where another view must take its place. */
  update(part: ShownPart): boolean;
}

export function createPartView(part: ShownPart, turn: ShownTurn, actions: TurnActions): PartView {
  switch (part.type) {
    case "text":
      return wordsView(part.text);
    case "medium":
      return still(plateOf(part, turn, actions), part);
    case "job":
      return jobView(part, turn, actions);
    case "dropped":
      return still(
        element("p", { class: "notice" }, element("span", { class: "number" }, `#${part.piece}`), element("span", { class: "told" }, part.told)),
        part,
      );
    case "notice":
      return still(element("p", { class: "notice" }, element("span", { class: "told" }, part.text)), part);
    case "attachment":
      return still(element("p", { class: "chip" }, icon(iconOf(part.mediaType)), part.name), part);
    case "reference":
      return still(element("p", { class: "chip" }, icon("use"), phrases.composer.about, pieceLink(part.piece)), part);
    default:
      return part satisfies never;
  }
}

/** Never changes: the same part, or another view. */
function still(root: HTMLElement, shown: ShownPart): PartView {
  return { root, update: (part) => part === shown || JSON.stringify(part) === JSON.stringify(shown) };
}

function wordsView(text: string): PartView {
  const root = element("p", { class: "words" });
  const update = (part: ShownPart) => {
    if (part.type !== "text") return false;
    root.replaceChildren(...linkPieces(part.text));
    return true;
  };
  update({ type: "text", text });
  return { root, update };
}

/** "#3" in words leads to the piece. */
function linkPieces(text: string): (string | HTMLElement)[] {
  return text.split(/(#\d{1,5})\b/).map((word) => (/^#\d+$/.test(word) ? pieceLink(Number(word.slice(1))) : word));
}

export function pieceLink(piece: number): HTMLElement {
  const link = element("a", { class: "number", href: `#piece-${piece}` }, `#${piece}`);
  link.addEventListener("click", (event) => {
    const plate = document.getElementById(`piece-${piece}`);
    event.preventDefault();
    plate?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    plate?.focus({ preventScroll: true });
  });
  return link;
}

function plateOf(medium: WireMedium, turn: ShownTurn, actions: TurnActions): HTMLElement {
  const { piece, caption, modality, url } = medium;
  const download = element(
    "a",
    { class: "icon-button quiet", href: `${url}?download`, download: "", "aria-label": phrases.downloadPiece(piece), title: phrases.download },
    icon("download"),
  );
  const tools = element(
    "div",
    { class: "tools" },
    iconButton("use", phrases.part.use(piece), () => actions.use(piece)),
    download,
  );
  const title = element("p", { class: "caption" }, element("span", { class: "number" }, `#${piece}`), caption);
  const words = element(
    "figcaption",
    {},
    element("div", { class: "caption-row" }, title, tools),
    lineageOf(medium, turn, actions),
    wishesOf(medium, turn, actions),
  );
  return element("figure", { class: `plate ${modality}`, id: `piece-${piece}`, tabindex: -1 }, playerOf(medium), words);
}

/** What more can be made of it; what was sent was never asked for, and so not in other words either. */
function wishesOf(medium: WireMedium, turn: ShownTurn, actions: TurnActions): HTMLElement {
  const wish = (text: string, label: string, name: IconName, onPress: () => void) => {
    const button = textButton(text, onPress, "quiet wish", name);
    button.setAttribute("aria-label", label);
    return button;
  };
  const { piece, modality, lineage } = medium;
  const { wish: words } = phrases;
  const isMade = lineage.type === "made";
  return element(
    "div",
    { class: "wishes" },
    isMade && wish(words.vary, words.varyPiece(piece), "vary", () => actions.vary(turn, piece)),
    isMade && wish(words.edit, words.editPiece(piece), "edit", () => actions.edit(medium)),
    modality !== "video" && wish(words.animate, words.animatePiece(piece), "video", () => actions.animate(piece)),
    modality !== "audio" && wish(words.sound, words.soundOf(piece), "audio", () => actions.sound(piece)),
  );
}

function lineageOf({ lineage, caption }: WireMedium, turn: ShownTurn, actions: TurnActions): HTMLElement {
  if (lineage.type === "sent") return element("p", { class: "lineage" }, phrases.part.sentBy(turn.author.name, lineage.name));
  const { part: words } = phrases;
  const asker = actions.askerOf(turn);
  const parents = lineage.parents.flatMap((piece, index) => [
    index === 0 ? words.from : index === lineage.parents.length - 1 ? words.and : ", ",
    pieceLink(piece),
  ]);
  const prompt = lineage.prompt.trim() === caption.trim() ? "" : `: “${lineage.prompt}”`;
  return element("p", { class: "lineage", title: words.seed(lineage.seed) }, words.madeByAi, ...parents, asker ? words.for(asker) : "", prompt);
}

function jobView(job: Job, turn: ShownTurn, actions: TurnActions): PartView {
  const preview = element("img", { alt: "", class: "preview" });
  const frame = element("div", { class: "frame forming" }, icon(job.modality), preview);
  const bar = element("progress", { max: job.steps, value: 0, "aria-label": phrases.part.progress(job.piece) });
  const cancel = textButton(phrases.part.cancel, () => {
    cancel.disabled = true;
    actions.cancel(turn, job.piece);
  });
  cancel.setAttribute("aria-label", phrases.part.cancelPiece(job.piece));
  const title = element(
    "p",
    { class: "caption" },
    element("span", { class: "number" }, `#${job.piece}`),
    phrases.part.making[job.modality](job.caption),
  );
  const root = element(
    "figure",
    { class: `plate job ${job.modality}` },
    frame,
    element("figcaption", {}, title, element("div", { class: "progress-row" }, bar, cancel)),
  );
  const update = (part: ShownPart) => {
    if (part.type !== "job" || part.piece !== job.piece) return false;
    bar.max = part.steps;
    bar.value = part.step;
    if (part.previewBase64 !== undefined) preview.src = `data:image/png;base64,${part.previewBase64}`;
    frame.classList.toggle("seen", part.previewBase64 !== undefined);
    return true;
  };
  update(job);
  return { root, update };
}

function iconOf(mediaType: string): "image" | "audio" | "video" | "clip" {
  const kind = mediaType.split("/", 1)[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "clip";
}
