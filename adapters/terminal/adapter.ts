/** Quartet in the terminal: one person, one conversation, answers that are printed and files that lie in a folder. */

import type { Adapter, PlaceRules } from "../../src/adapter.ts";
import { DeliveryError } from "../../src/errors.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { askedTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import type { TurnId } from "../../src/turn/turn.ts";
import { AnswerDelivery, type TerminalAnswer } from "./deliver.ts";
import { House } from "./house.ts";
import { TERMINAL_LIMITS } from "./limits.ts";
import { parseSaying, type Saying } from "./parse.ts";
import type { Screen } from "./screen.ts";

export interface TerminalAdapterOptions {
  readonly screen: Screen;
  /** Where made files are put. */
  readonly folder: string;
  /** Tells conversations apart; what was said before under the same name is remembered. */
  readonly channel: string;
}

export interface TerminalAdapter extends Adapter {
  /** Resolves when the words have arrived; `answered` when the answer has ended. @throws AttachmentError for a file that is not there. */
  say(saying: Saying): Promise<{ readonly answered: Promise<TerminalAnswer> }>;
  /** All answers of this run, oldest first, as far as they have come. */
  readonly answers: readonly TerminalAnswer[];
}

export function createTerminalAdapter({ screen, folder, channel }: TerminalAdapterOptions): TerminalAdapter {
  const deliveries = new Map<TurnId, AnswerDelivery>();
  let onInbound: ((inbound: Inbound) => Promise<void>) | undefined;
  let house: House | undefined;
  let languageAt: PlaceRules["languageAt"] = () => "en";
  const begin = () => new AnswerDelivery(screen, folder, sentencesIn(languageAt({ platform: "terminal", channelId: channel })).terminal);
  return {
    platform: "terminal",
    limits: TERMINAL_LIMITS,
    get answers() {
      return [...deliveries.values()].map(({ seen }) => seen);
    },
    start: async (listener, onCommand, rules) => {
      onInbound = listener;
      house = new House({ onInbound: listener, onCommand, rules });
      languageAt = rules?.languageAt ?? languageAt;
    },
    say: async (saying) => {
      if (onInbound === undefined) throw new DeliveryError("The terminal was spoken to before it was started.");
      const said = await parseSaying(saying, channel);
      const delivery = begin();
      deliveries.set(askedTurnOf(said), delivery);
      const reply = await house?.answer(said);
      if (reply) await delivery.reply(reply);
      else await onInbound(said);
      return { answered: delivery.ended };
    },
    deliver: async (delivery) => {
      const answer = deliveries.get(delivery.target.askedTurn) ?? begin();
      deliveries.set(delivery.target.askedTurn, answer);
      await answer.take(delivery);
    },
    openAttachment: async (fetchKey) => ({ type: "file", path: fetchKey }),
    stop: async () => {
      onInbound = undefined;
    },
  };
}
