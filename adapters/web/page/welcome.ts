/** What an empty conversation shows: a small picture, a question, and things that the pack can do. */

import type { WireAbout } from "../wire.ts";
import { element, icon, type IconName } from "./element.ts";
import { phrases } from "./phrases.ts";

interface Suggestion {
  readonly text: string;
  readonly icons: readonly IconName[];
  /** Asks for a file first, and writes these words beside it. */
  readonly beside?: string;
}

/** Said to the model, which reads English. */
const SUGGESTIONS: readonly Suggestion[] = [
  { text: "a red boat at night in the rain, and what it sounds like", icons: ["image", "audio"] },
  { text: "animate a yellow kite rising over a meadow", icons: ["video"] },
  { text: "what does a big bell in the snow sound like?", icons: ["audio"] },
  { text: phrases.welcome.addPicture("animate it"), icons: ["clip", "video"], beside: "animate it" },
];

export function createWelcome(about: WireAbout, onSay: (text: string) => void, onPick: (words: string) => void): HTMLElement {
  const { welcome } = phrases;
  const offered = SUGGESTIONS.filter(({ icons }) => icons.every((name) => !isMedium(name) || about.outputs.includes(name)));
  const cards = offered.map((suggestion) => {
    const card = element(
      "button",
      { type: "button", class: "suggestion" },
      element("span", { class: "suggestion-icons" }, ...suggestion.icons.map(icon)),
      suggestion.text,
    );
    card.addEventListener("click", () => (suggestion.beside === undefined ? onSay(suggestion.text) : onPick(suggestion.beside)));
    return element("li", {}, card);
  });
  return element(
    "section",
    { class: "welcome", "aria-labelledby": "welcome-title" },
    element("img", { src: "/page/boat.svg", alt: "", class: "scene", width: 640, height: 260 }),
    element("h1", { id: "welcome-title" }, welcome.title),
    element("p", { class: "lead" }, welcome.lead),
    element("ul", { class: "suggestions", "aria-label": welcome.suggestions }, ...cards),
  );
}

function isMedium(name: IconName): name is "image" | "audio" | "video" {
  return name === "image" || name === "audio" || name === "video";
}
