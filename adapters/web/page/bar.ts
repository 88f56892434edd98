/** The line above a conversation: its title, whether the connection stands, and the way to share it. */

import { announce } from "./announcer.ts";
import { element, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";
import type { Connection } from "./stream.ts";

export interface Bar {
  showTitle(title: string): void;
  showConnection(connection: Connection): void;
  showShared(): void;
}

export function createBar(root: HTMLElement, onMenu: () => void, onShare: () => void, onStudio: () => void): Bar {
  const title = element("p", { class: "title" });
  const connection = element("p", { class: "connection" });
  const share = textButton(phrases.bar.share, onShare, "quiet share", "link");
  root.append(
    iconButton("menu", phrases.conversations, onMenu, "quiet menu"),
    title,
    connection,
    textButton(phrases.studio, onStudio, "quiet share", "image"),
    share,
  );
  return {
    showTitle: (words) => {
      title.textContent = words;
      document.title = words === "" ? "Quartet" : `${words} · Quartet`;
    },
    showConnection: (state) => {
      const words = state === "open" ? "" : phrases.bar.lost;
      if (connection.textContent !== words) announce(words || (connection.textContent ? phrases.bar.back : ""));
      connection.textContent = words;
    },
    showShared: () => {
      share.lastChild?.replaceWith(phrases.bar.shared);
      announce(phrases.bar.shared);
      window.setTimeout(() => share.lastChild?.replaceWith(phrases.bar.share), SHARED_MS);
    },
  };
}

const SHARED_MS = 2500;
