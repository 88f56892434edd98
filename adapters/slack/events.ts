/** The events of Slack that Quartet reads, checked: everything else in them is ignored. */

import { z } from "zod";

/** Of another workspace's file an event carries only the id; the rest is asked for. */
export const fileShape = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
});
export type SlackFile = z.infer<typeof fileShape>;

/** A message that a person shared into another channel, with the files it had there. */
const sharedShape = z.object({
  is_share: z.boolean().nullish(),
  author_name: z.string().nullish(),
  text: z.string().nullish(),
  files: z.array(fileShape).nullish(),
});

export const messageShape = z.object({
  ts: z.string(),
  user: z.string().optional(),
  text: z.string().nullish(),
  subtype: z.string().optional(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  bot_id: z.string().nullish(),
  files: z.array(fileShape).nullish(),
  attachments: z.array(sharedShape).nullish(),
  edited: z.object({ ts: z.string() }).nullish(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).nullish(),
});
export type SlackMessage = z.infer<typeof messageShape>;

const mention = messageShape.extend({ type: z.literal("app_mention"), channel: z.string() });

const message = messageShape.extend({
  type: z.literal("message"),
  channel: z.string(),
  channel_type: z.string().optional(),
  message: messageShape.optional(),
  previous_message: messageShape.optional(),
  deleted_ts: z.string().optional(),
});
export type MessageEvent = z.infer<typeof message> | z.infer<typeof mention>;

const reaction = {
  user: z.string(),
  reaction: z.string(),
  item_user: z.string().optional(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
  event_ts: z.string(),
};
const reactionAdded = z.object({ type: z.literal("reaction_added"), ...reaction });
const reactionRemoved = z.object({ type: z.literal("reaction_removed"), ...reaction });
export type ReactionEvent = z.infer<typeof reactionAdded> | z.infer<typeof reactionRemoved>;

const homeOpened = z.object({ type: z.literal("app_home_opened"), user: z.string(), channel: z.string(), tab: z.string() });
export type HomeOpenedEvent = z.infer<typeof homeOpened>;

const stopped = z.object({
  type: z.literal("agent_session_stopped"),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string(),
  event_ts: z.string(),
});
export type StoppedEvent = z.infer<typeof stopped>;

const uninstalled = z.object({ type: z.literal("app_uninstalled") });

/** Ids of those whose tokens do not hold any more, by kind. */
const revoked = z.object({ type: z.literal("tokens_revoked"), tokens: z.object({ bot: z.array(z.string()).nullish() }) });

export const eventShape = z.discriminatedUnion("type", [mention, message, reactionAdded, reactionRemoved, homeOpened, stopped, uninstalled, revoked]);

export const callbackShape = z.object({ type: z.literal("event_callback"), event_id: z.string(), team_id: z.string(), event: z.unknown() });

const person = z.object({ id: z.string() });
const place = z.object({ id: z.string() });

/** What a person gave in a field of a window. */
const fieldShape = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
  files: z.array(fileShape).nullish(),
});

export const interactionShape = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("block_actions"),
    user: person,
    trigger_id: z.string(),
    channel: place.optional(),
    container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }),
    actions: z.array(z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string() })).min(1),
  }),
  z.object({
    type: z.literal("view_submission"),
    user: person,
    view: z.object({
      id: z.string(),
      callback_id: z.string(),
      private_metadata: z.string(),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), fieldShape)) }),
    }),
  }),
  z.object({
    type: z.literal("message_action"),
    user: person,
    trigger_id: z.string(),
    callback_id: z.string(),
    channel: place,
    message: messageShape,
  }),
]);
export type Interaction = z.infer<typeof interactionShape>;
export type BlockActions = Extract<Interaction, { type: "block_actions" }>;
export type ViewSubmission = Extract<Interaction, { type: "view_submission" }>;
export type MessageShortcut = Extract<Interaction, { type: "message_action" }>;

export const commandShape = z.object({
  command: z.string(),
  text: z.string().default(""),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});
export type SlashCommand = z.infer<typeof commandShape>;
