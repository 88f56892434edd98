/** What a browser that comes later is told beside the remembered turns. */

import { expect, test } from "vitest";
import { EventLog } from "../../../adapters/web/event-log.ts";
import type { WireEvent } from "../../../adapters/web/wire.ts";

const said = (turnId: string): WireEvent => ({
  type: "said",
  turnId,
  messageId: turnId,
  author: { id: "ana", name: "Ana" },
  text: turnId,
  attachments: [],
  pieces: [],
  createdAt: 1,
});

test.each([{ type: "forgotten" }, { type: "withdrawn", authorId: "ana" }] as const)(
  "what was $type before the turns were read takes nothing of what was said since, and what is so afterwards does",
  (forgetting) => {
    const log = new EventLog();
    log.append(said("before"));
    log.append(forgetting);
    log.append(said("after"));
    const known = log.last;
    log.append(said("later"));
    expect(log.beside(new Set(["after"]), known)).toEqual([said("later")]);
    log.append(forgetting);
    expect(log.beside(new Set(["after"]), known)).toEqual([forgetting]);
  },
);
