/** Who sits at a browser, and whether the token was shown: two cookies that page code cannot read. */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import type { Author } from "../../src/turn/turn.ts";

const PERSON_COOKIE = "quartet-person";
const DOOR_COOKIE = "quartet-door";

/** The person of this browser, or undefined while nobody has said a name. */
export function readPerson(context: Context): Author | undefined {
  const [, secret = "", name = ""] = /^([a-f0-9]{32})\.(.{1,40})$/su.exec(getCookie(context, PERSON_COOKIE) ?? "") ?? [];
  return secret === "" ? undefined : { id: publicIdOf(secret), name };
}

/** Keeps who it is and takes the new name; a browser without a person becomes a new one. */
export function namePerson(context: Context, name: string): Author {
  const secret = /^[a-f0-9]{32}(?=\.)/.exec(getCookie(context, PERSON_COOKIE) ?? "")?.[0] ?? randomBytes(16).toString("hex");
  setCookie(context, PERSON_COOKIE, `${secret}.${name}`, cookieOptions(context));
  return { id: publicIdOf(secret), name };
}

/** The token as people type it, against the one of the configuration, in a time that tells nothing. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

export function openDoor(context: Context, token: string): void {
  setCookie(context, DOOR_COOKIE, doorKeyOf(token), cookieOptions(context));
}

export function hasOpenDoor(context: Context, token: string): boolean {
  return timingSafeEqual(digest(getCookie(context, DOOR_COOKIE) ?? ""), digest(doorKeyOf(token)));
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

function cookieOptions(context: Context): CookieOptions {
  const secure = context.req.header("origin")?.startsWith("https:") ?? false;
  return { path: "/", httpOnly: true, sameSite: "Strict", maxAge: YEAR_SECONDS, secure };
}

/** The cookie holds not the token itself, so that a stolen cookie file does not tell it. */
function doorKeyOf(token: string): string {
  return digest(`door ${token}`).toString("hex");
}

function publicIdOf(secret: string): string {
  return digest(`person ${secret}`).toString("hex").slice(0, 32);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
