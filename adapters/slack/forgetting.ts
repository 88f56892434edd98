/** Wishes to forget, in a thread's words or by a message's shortcut: who may have which, and what the person is told of it. */

import type { ForgetScope, Inbound } from "../../src/turn/inbound.ts";
import type { Author } from "../../src/turn/turn.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { Calls } from "./calls.ts";
import { parseCommand } from "./commands.ts";
import type { MessageEvent, SlackMessage } from "./events.ts";
import { Latest } from "./latest.ts";
import { commandIn } from "./house.ts";
import { inboundBase, isDirect, type Place, placeOf, saidIdOf, type Surroundings } from "./parse.ts";
import { whisper } from "./whisper.ts";

export interface ForgettingParts {
  readonly calls: Calls;
  readonly around: Surroundings;
}

/** What comes of a wish; without `inbound` the person may not have it. */
export interface Wished {
  readonly inbound?: Inbound;
  /** To be called once that is stored, and not before: what is told is done. */
  readonly tell: () => void;
}

const MAX_TOLD = 1_000;

export class Forgetting {
  readonly #parts: ForgettingParts;
  /** Ids of wishes whose person was told: a mention comes twice, as a mention and as a message. */
  readonly #told = new Latest<true>(MAX_TOLD);

  constructor(parts: ForgettingParts) {
    this.#parts = parts;
  }

  /** "@Quartet /forget me", in a thread; undefined where nothing is to be forgotten. */
  async said(event: MessageEvent): Promise<Wished | undefined> {
    const { around } = this.#parts;
    const command = parseCommand(commandIn(event, around) ?? "");
    if (command.type !== "forget" || event.user === undefined) return undefined;
    const id = `${saidIdOf(event.channel, event.ts)}:forget`;
    return await this.#wished(command.scope, event, placeOf(event.channel, event.ts, event.thread_ts), id, await around.author(event.user));
  }

  /** The conversation that the message belongs to. */
  async pressed(message: SlackMessage, place: Place, id: string, author: Author): Promise<Wished> {
    return await this.#wished("conversation", message, place, id, author);
  }

  async #wished(scope: ForgetScope, message: SlackMessage, place: Place, id: string, author: Author): Promise<Wished> {
    const { slack, privacy } = sentencesIn(this.#parts.around.languageAt(place.channelId));
    const isAllowed = scope === "me" || (await this.#mayForget(message, place, author.id));
    const tell = () => this.#tell(id, place, author.id, isAllowed ? privacy.forgot[scope] : slack.mayNotForget);
    return {
      tell,
      ...(isAllowed ? { inbound: { ...inboundBase(place, message.ts, id, author), type: "pressed", action: { type: "forget", scope } } } : {}),
    };
  }

  /** A whole conversation: who began it, and who moderates there. */
  async #mayForget({ ts, user, thread_ts: root = ts, parent_user_id: beganBy }: SlackMessage, place: Place, userId: string): Promise<boolean> {
    const isOwn = isDirect(place.channelId) || (root === ts ? user : beganBy) === userId;
    return isOwn || (await this.#parts.around.isModerator(userId, place));
  }

  #tell(id: string, place: Place, userId: string, text: string): void {
    if (this.#told.has(id)) return;
    this.#told.set(id, true);
    void whisper(this.#parts.calls, place, userId, text);
  }
}
