/** Every address of the server: the page, who you are, conversations, uploads and stored files. */

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Logger } from "../../src/logger.ts";
import { toldOf } from "../../src/errors.ts";
import { addConversationRoutes } from "./conversation-routes.ts";
import { addFileRoutes } from "./file-routes.ts";
import { addLinkRoute, type LinkedFiles } from "./link-route.ts";
import { guardHosts, guardToken, headersOfAll, type GuardOptions } from "./guard.ts";
import type { Conversations } from "./conversations.ts";
import { isToken, namePerson, openDoor, readPerson } from "./identity.ts";
import { MAX_BODY_BYTES } from "./limits.ts";
import { readPageFiles, servePageFile } from "./page-files.ts";
import { nameBody, tokenBody } from "./parse.ts";
import type { RequestFor } from "./presses.ts";
import { languageOf, refuse, sentencesOf, speaking, tell } from "./refuse.ts";
import type { Uploads } from "./uploads.ts";
import type { WireAbout } from "./wire.ts";

export interface RouteOptions {
  readonly guard: GuardOptions;
  readonly conversations: Conversations;
  readonly uploads: Uploads;
  readonly links: LinkedFiles | undefined;
  readonly requestFor: RequestFor;
  readonly about: () => Omit<WireAbout, "person">;
  readonly logger: Logger;
}

export function createRoutes(options: RouteOptions): Hono {
  const app = new Hono();
  app.use(
    speaking(() => options.conversations.language),
    headersOfAll,
    guardHosts(options.guard),
  );
  addPageRoutes(app);
  addDoorRoute(app, options.guard.token);
  if (options.links) addLinkRoute(app, options.links);
  app.use("/api/*", guardToken(options.guard.token));
  app.use("/files/*", guardToken(options.guard.token));
  addFileRoutes(app, options.conversations, options.uploads, options.about().maxAttachmentBytes);
  app.use("/api/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => refuse(context, 413, "too-large", "tooLong") }));
  addPersonRoutes(app, options.about);
  addConversationRoutes(app, options.conversations, options.uploads, options.requestFor);
  app.notFound((context) => refuse(context, 404, "not-found", "nothingHere"));
  app.onError((error, context) => {
    options.logger.error({ error, path: context.req.routePath }, "A request to the page's server failed");
    return tell(context, 500, "failed", toldOf(error, sentencesOf(context)));
  });
  return app;
}

function addPageRoutes(app: Hono): void {
  const files = readPageFiles();
  const serve = (name: string) => (context: Parameters<typeof servePageFile>[0]) => {
    const file = files[languageOf(context)].get(name);
    return file === undefined ? refuse(context, 404, "not-found", "nothingHere") : servePageFile(context, file);
  };
  app.get("/", serve("page.html"));
  app.get("/c/:channel", serve("page.html"));
  app.get("/favicon.ico", serve("favicon.svg"));
  app.get("/page/:name", (context) => serve(context.req.param("name"))(context));
}

const MAX_WRONG_TOKENS = 10;
const WRONG_TOKENS_MS = 60_000;

/** After ten wrong tokens within a minute nobody comes in for the rest of it. */
function addDoorRoute(app: Hono, token: string | undefined): void {
  let wrong: number[] = [];
  app.post("/door", bodyLimit({ maxSize: MAX_BODY_BYTES }), async (context) => {
    wrong = wrong.filter((at) => at > Date.now() - WRONG_TOKENS_MS);
    if (wrong.length >= MAX_WRONG_TOKENS) return refuse(context, 429, "refused", "tooManyTokens");
    const body = tokenBody.safeParse(await context.req.json().catch(() => undefined));
    if (token === undefined || !body.success || !isToken(body.data.token, token)) {
      wrong.push(Date.now());
      return refuse(context, 403, "token", "wrongToken");
    }
    openDoor(context, token);
    return context.body(null, 204);
  });
}

function addPersonRoutes(app: Hono, about: RouteOptions["about"]): void {
  app.get("/api/about", (context) => {
    const person = readPerson(context);
    return context.json({ ...about(), ...(person ? { person } : {}) } satisfies WireAbout, 200, { "cache-control": "no-store" });
  });
  app.post("/api/person", async (context) => {
    const body = nameBody.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) return refuse(context, 400, "invalid", "badName");
    return context.json(namePerson(context, body.data.name));
  });
}
