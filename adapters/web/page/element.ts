/** Builds elements from names, attributes and text; there is no way to pass markup, so nothing that a model or a person says can become any. */

import { PageError } from "./page-error.ts";

type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button with an icon; its label is what screen readers and tooltips say. */
export function iconButton(name: IconName, label: string, onPress: () => void, className = "quiet"): HTMLButtonElement {
  const made = element("button", { type: "button", class: `icon-button ${className}`, "aria-label": label, title: label }, icon(name));
  made.addEventListener("click", onPress);
  return made;
}

export function textButton(text: string, onPress: () => void, className = "quiet", name?: IconName): HTMLButtonElement {
  const made = element("button", { type: "button", class: `button ${className}` }, name && icon(name), text);
  made.addEventListener("click", onPress);
  return made;
}

export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  setAttributes(drawing, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" });
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

/** An element that the page cannot do without. */
export function required(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new PageError(`The page has no element "${id}".`);
  return found;
}

export type IconName = keyof typeof ICONS;

const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a grid of 24, drawn for this page. */
const ICONS = {
  plus: "M12 5v14M5 12h14",
  send: "M12 19V5M6 11l6-6 6 6",
  clip: "M8 12.500l6-6a3 3 0 0 1 4.300 4.300l-8 8a5 5 0 0 1-7.100-7.100l7.300-7.300",
  microphone: "M12 3.500a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
  stop: "M7.500 7.500h9v9h-9z",
  close: "M6.500 6.500l11 11M17.500 6.500l-11 11",
  again: "M19 12a7 7 0 1 1-2.300-5.200M17.500 3v4.200h-4.200",
  use: "M9 14l-4-4 4-4M5 10h9a5 5 0 0 1 5 5v4",
  vary: "M4 7h3.500c5 0 5 10 10 10H20M4 17h3.500c2 0 3.200-1.600 4.200-3.400M13.500 9c1-1.300 2.200-2 4-2H20M17.500 4.500L20 7l-2.500 2.500M17.500 14.500L20 17l-2.500 2.500",
  edit: "M4.500 19.500l1-4L16 5l3 3L8.500 18.500zM14 7l3 3",
  download: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  enlarge: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8.500 5.500v13M15.500 5.500v13",
  menu: "M4.500 7h15M4.500 12h15M4.500 17h10",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.600-5.700l-1.200 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.600 5.700l1.200-1.200",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  image:
    "M5 4.500h14a1.500 1.500 0 0 1 1.500 1.500v12a1.500 1.500 0 0 1-1.500 1.500H5A1.500 1.500 0 0 1 3.500 18V6A1.500 1.500 0 0 1 5 4.500M4 17l5-5 4 4 2.500-2.500L20 18M15.500 8.500h.01",
  audio: "M4 10v4M8 6.500v11M12 9v6M16 4.500v15M20 10v4",
  video:
    "M5 5.500h14a1.500 1.500 0 0 1 1.500 1.500v10a1.500 1.500 0 0 1-1.500 1.500H5A1.500 1.500 0 0 1 3.500 17V7A1.500 1.500 0 0 1 5 5.500M10 9v6l5-3z",
  text: "M5 6.500h14M5 11h14M5 15.500h9",
  forget: "M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7M10.500 11v5M13.500 11v5",
} as const;

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) target.setAttribute(name, value === true ? "" : String(value));
  }
}
