/** The sign that Quartet writes in a channel, for as long as it does. */

import type { SendableChannels } from "discord.js";
import { TYPING_INTERVAL_MS } from "./limits.ts";

export class Typing {
  readonly #channel: SendableChannels;
  #timer: NodeJS.Timeout | undefined;

  constructor(channel: SendableChannels) {
    this.#channel = channel;
  }

  begin(): void {
    this.end();
    const type = () => void this.#channel.sendTyping().catch(() => undefined);
    type();
    this.#timer = setInterval(type, TYPING_INTERVAL_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
