/** Discord's published OpenAPI file, as the package discord-api-spec brings it: which requests there are, and what their bodies look like. */

import * as spec from "discord-api-spec/zod";
import * as z from "zod/mini";
import { Refusal } from "./rules.ts";

/** Named so that TypeScript does not check the package's own sources by this project's rules. */
const PACKAGE: string = "discord-api-spec";
/** By HTTP method: the paths, such as `/channels/{channel_id}/messages`. */
const { pathsList } = (await import(PACKAGE)) as { readonly pathsList: Readonly<Record<string, readonly string[]>> };

/** Bodies of the requests that the local server takes, by method and path. */
const BODIES: readonly (readonly [method: string, path: string, schema: z.ZodMiniType])[] = [
  ["PUT", "/applications/{application_id}/commands", z.array(spec.ApplicationCommandUpdateRequestSchema)],
  ["POST", "/users/@me/channels", spec.CreatePrivateChannelRequestSchema],
  ["POST", "/channels/{channel_id}/messages", spec.MessageCreateRequestSchema],
  ["PATCH", "/channels/{channel_id}/messages/{message_id}", spec.MessageEditRequestPartialSchema],
  ["POST", "/channels/{channel_id}/threads", spec.CreateTextThreadWithoutMessageRequestSchema],
  ["POST", "/channels/{channel_id}/messages/{message_id}/threads", spec.CreateTextThreadWithMessageRequestSchema],
  ["POST", "/interactions/{interaction_id}/{interaction_token}/callback", z.unknown()],
  ["POST", "/webhooks/{webhook_id}/{webhook_token}", spec.IncomingWebhookRequestPartialSchema],
  ["PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", spec.IncomingWebhookUpdateRequestPartialSchema],
  ["PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", spec.IncomingWebhookUpdateRequestPartialSchema],
];

/** By the type of the callback: a message and a deferral have one schema, and so have an update and its deferral. */
const CALLBACKS: Readonly<Record<number, z.ZodMiniType>> = {
  4: spec.CreateMessageInteractionCallbackRequestSchema,
  5: spec.CreateMessageInteractionCallbackRequestSchema,
  6: spec.UpdateMessageInteractionCallbackRequestSchema,
  7: spec.UpdateMessageInteractionCallbackRequestSchema,
  9: spec.ModalInteractionCallbackRequestSchema,
};

/** Throws Refusal where the body is none that Discord documents. */
export function checkPublished(method: string, path: string, body: unknown): void {
  const known = BODIES.find(([verb, pattern]) => verb === method && matches(pattern, path));
  if (known === undefined) return;
  const isCallback = path.endsWith("/callback");
  const schema = isCallback ? (CALLBACKS[(body as { type: number }).type] ?? known[2]) : known[2];
  const { error } = z.safeParse(schema, JSON.parse(JSON.stringify(body ?? null, asPublished)) ?? undefined);
  if (error) throw new Refusal(400, 50035, `Invalid Form Body (OpenAPI)\n${z.prettifyError(error)}`);
}

/** Whether Discord documents such a request; `*` stands for one part of the path. */
export function isPublished(method: string, pattern: string): boolean {
  return (pathsList[method.toLowerCase()] ?? []).some((path) => matches(path, pattern));
}

/** Permissions are whole numbers in this file and strings in Discord's documentation: Discord takes both. */
function asPublished(name: string, value: unknown): unknown {
  return name === "default_member_permissions" && typeof value === "string" ? Number(value) : value;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.replace(/^\//, "").split("/"), path.replace(/^\//, "").split("/")];
  return wanted.length === given.length && wanted.every((part, index) => part === given[index] || part.startsWith("{"));
}
