/** How the server says no: a status for programs and a sentence for people. */

import type { Context } from "hono";
import type { WireFault } from "./wire.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 413 | 416 | 421 | 429 | 500;

export function refuse(context: Context, status: RefusalStatus, code: WireFault["code"], told: string): Response {
  return context.json({ code, told } satisfies WireFault, status, { "cache-control": "no-store" });
}
