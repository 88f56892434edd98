/** A picture as large as the window allows, with its caption and a way to keep it. */

import type { WireMedium } from "../wire.ts";
import { element, icon, iconButton } from "./element.ts";
import { phrases } from "./phrases.ts";

export function openLightbox({ url, caption, piece }: WireMedium): void {
  const dialog = element("dialog", { class: "lightbox", "aria-label": phrases.player.picture(piece) });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const download = element(
    "a",
    {
      class: "icon-button quiet",
      href: `${url}?download`,
      download: "",
      "aria-label": phrases.player.downloadPicture(piece),
      title: phrases.download,
    },
    icon("download"),
  );
  const words = element("p", {}, element("span", { class: "number" }, `#${piece}`), caption);
  dialog.append(
    element("img", { src: url, alt: caption }),
    element("div", { class: "lightbox-bar" }, words, download, iconButton("close", phrases.close, close)),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
