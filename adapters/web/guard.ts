/** Who may talk to the server at all: its own page only, under a name that is its own, with the token where one is set. */

import { hostname, networkInterfaces } from "node:os";
import type { Context, MiddlewareHandler, Next } from "hono";
import { hasOpenDoor } from "./identity.ts";
import { refuse } from "./refuse.ts";

export interface GuardOptions {
  readonly host: string;
  readonly token?: string;
  /** The address that people type where a proxy with https stands before this server. */
  readonly publicUrl?: string;
}

/**
 * A foreign `Host` is DNS rebinding: a page of another site whose name was pointed at this machine. A foreign or missing `Origin` on
 * anything but reading is a request forged by another site. Beyond loopback the names are this machine's own and its addresses.
 */
export function guardHosts(options: GuardOptions): MiddlewareHandler {
  const names = namesOf(options);
  const publicOrigin = options.publicUrl === undefined ? undefined : new URL(options.publicUrl).origin;
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    if (!names.has(nameOf(host))) return refuse(context, 421, "refused", "foreignName");
    const origin = context.req.header("origin");
    const isOwn = origin === `http://${host}` || origin === `https://${host}` || (origin !== undefined && origin === publicOrigin);
    const needsOrigin = !["GET", "HEAD"].includes(context.req.method);
    if (!isOwn && (needsOrigin || origin !== undefined)) return refuse(context, 403, "refused", "foreignSite");
    return next();
  };
}

/** Behind the token lies everything but the page itself, which holds nothing. */
export function guardToken(token: string | undefined): MiddlewareHandler {
  return async (context: Context, next: Next) => {
    if (token !== undefined && !hasOpenDoor(context, token)) return refuse(context, 401, "token", "tokenFirst");
    return next();
  };
}

/** Script, style and media from here only, nothing inline, and text never becomes markup. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export const headersOfAll: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", PAGE_POLICY);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("permissions-policy", "microphone=(self), camera=(), geolocation=()");
};

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Loopback is what config.ts lets stand without a token. */
export function isLoopback(host: string): boolean {
  return ["localhost", "127.0.0.1", "::1"].includes(host);
}

function namesOf({ host, publicUrl }: GuardOptions): ReadonlySet<string> {
  const names = [...LOOPBACK_NAMES];
  if (publicUrl !== undefined) names.push(new URL(publicUrl).hostname);
  if (!isLoopback(host)) {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => bracketed(address)));
    names.push(bracketed(host), ...addresses, hostname(), `${hostname()}.local`);
  }
  return new Set(names.map((name) => name.toLowerCase()));
}

function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** The name in a Host header, without the port. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, "");
}
