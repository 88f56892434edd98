/** Follows a conversation: an EventSource that goes on where it was after every interruption. */

import type { WireMessage } from "../wire.ts";

export type Connection = "open" | "interrupted";

export interface Stream {
  close(): void;
}

/** The browser reconnects by itself with Last-Event-ID; where it gives up, a new source asks to go on after the last event. */
export function followConversation(
  conversation: string,
  onMessage: (message: WireMessage) => void,
  onConnection: (connection: Connection) => void,
): Stream {
  let source: EventSource | undefined;
  let lastEventId = "";
  let retry = 0;
  const open = () => {
    source = new EventSource(`/api/conversations/${conversation}/events${lastEventId === "" ? "" : `?after=${lastEventId}`}`);
    source.addEventListener("open", () => onConnection("open"));
    source.addEventListener("message", (event) => {
      lastEventId = event.lastEventId;
      onMessage(JSON.parse(String(event.data)) as WireMessage);
    });
    source.addEventListener("error", () => {
      onConnection("interrupted");
      if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(open, RETRY_MS);
    });
  };
  open();
  return {
    close: () => {
      window.clearTimeout(retry);
      source?.close();
    },
  };
}

const RETRY_MS = 2000;
