/** The line above a conversation: its title, whether the connection stands, and the way to share it. */

import { announce } from "./announcer.ts";
import { element, iconButton, textButton } from "./element.ts";
import type { Connection } from "./stream.ts";

export interface Bar {
  showTitle(title: string): void;
  showConnection(connection: Connection): void;
  showShared(): void;
}

export function createBar(root: HTMLElement, onMenu: () => void, onShare: () => void, onStudio: () => void): Bar {
  const title = element("p", { class: "title" });
  const connection = element("p", { class: "connection" });
  const share = textButton("Share", onShare, "quiet share", "link");
  root.append(
    iconButton("menu", "Conversations", onMenu, "quiet menu"),
    title,
    connection,
    textButton("Studio", onStudio, "quiet share", "image"),
    share,
  );
  return {
    showTitle: (words) => {
      title.textContent = words;
      document.title = words === "" ? "Quartet" : `${words} · Quartet`;
    },
    showConnection: (state) => {
      const words = state === "open" ? "" : "Connection lost. Reconnecting…";
      if (connection.textContent !== words) announce(words || (connection.textContent ? "Connected again." : ""));
      connection.textContent = words;
    },
    showShared: () => {
      share.lastChild?.replaceWith("Link copied");
      announce("Link copied");
      window.setTimeout(() => share.lastChild?.replaceWith("Share"), SHARED_MS);
    },
  };
}

const SHARED_MS = 2500;
