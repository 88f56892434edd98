/** One browser's view of a conversation as Server-Sent Events: a snapshot, or what it missed, and then everything as it happens. */

import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { ConversationId } from "../../src/turn/turn.ts";
import type { EventLog } from "./event-log.ts";
import type { History } from "./history.ts";
import type { WireMessage } from "./wire.ts";
import { wireTurnOf } from "./wire-turn.ts";

export interface StreamOptions {
  readonly log: EventLog;
  readonly history: History;
  readonly conversationId: ConversationId;
  /** Aborts when the server stops. */
  readonly stopped: AbortSignal;
}

export function streamEvents(context: Context, options: StreamOptions): Response {
  const lastEventId = context.req.header("last-event-id") ?? context.req.query("after");
  const response = streamSSE(context, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const ended = AbortSignal.any([gone.signal, options.stopped]);
    const heartbeat = setInterval(() => void stream.write(":\n\n"), HEARTBEAT_MS);
    try {
      await follow(stream, options, lastEventId, ended);
    } finally {
      clearInterval(heartbeat);
    }
  });
  response.headers.set("x-accel-buffering", "no");
  return response;
}

/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 20_000;
const RETRY_MS = 1000;

async function follow(
  stream: SSEStreamingApi,
  { log, history, conversationId }: StreamOptions,
  lastEventId: string | undefined,
  ended: AbortSignal,
): Promise<void> {
  const send = (message: WireMessage, number: number) => stream.writeSSE({ id: log.idOf(number), data: JSON.stringify(message), retry: RETRY_MS });
  let cursor = log.resume(lastEventId);
  if (cursor === undefined) {
    const known = log.last;
    const turns = (await history.turns(conversationId)).map(wireTurnOf);
    cursor = log.last;
    await send({ type: "snapshot", turns, events: log.beside(new Set(turns.map((turn) => turn.id)), known) }, cursor);
  }
  while (!ended.aborted) {
    for (const { number, event } of log.after(cursor)) {
      if (ended.aborted) return;
      await send(event, number);
      cursor = number;
    }
    await log.changed(cursor, ended);
  }
}
