/** A picture as large as the window allows, with its caption and a way to keep it. */

import type { WireMedium } from "../wire.ts";
import { element, icon, iconButton } from "./element.ts";

export function openLightbox({ url, caption, piece }: WireMedium): void {
  const dialog = element("dialog", { class: "lightbox", "aria-label": `Picture ${piece}` });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const download = element(
    "a",
    { class: "icon-button quiet", href: `${url}?download`, download: "", "aria-label": `Download picture ${piece}`, title: "Download" },
    icon("download"),
  );
  const words = element("p", {}, element("span", { class: "number" }, `#${piece}`), caption);
  dialog.append(
    element("img", { src: url, alt: caption }),
    element("div", { class: "lightbox-bar" }, words, download, iconButton("close", "Close", close)),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
