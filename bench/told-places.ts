/** What Slack shows beneath each thread while its answer waits: which place was told, and when the answer began. */

import type { FakeSlack } from "../test/fakes/slack/fake-slack.ts";

export class ToldPlaces {
  readonly firstSign = new Map<string, number>();
  /** Threads in the order in which their answers began. */
  readonly begun: string[] = [];
  /** The last place that was told, and how many answers had begun then. */
  readonly #told = new Map<string, { readonly place: number; readonly begunBefore: number }>();
  #read = 0;

  constructor(slack: FakeSlack) {
    slack.world.on("change", () => {
      for (const { method, given } of slack.requests.slice(this.#read)) if (method === "assistant.threads.setStatus") this.#note(given);
      this.#read = slack.requests.length;
    });
  }

  /** Empty where it began at once. */
  errorOf(root: string): readonly number[] {
    const told = this.#told.get(root);
    return told === undefined ? [] : [Math.abs(told.place - (this.begun.indexOf(root) - told.begunBefore + 1))];
  }

  #note({ thread_ts: thread, status }: Readonly<Record<string, unknown>>): void {
    const [root, words] = [String(thread), String(status)];
    if (words !== "" && !this.firstSign.has(root)) this.firstSign.set(root, performance.now());
    const place = /(\d+) answers? comes? before/.exec(words)?.[1];
    if (place !== undefined) this.#told.set(root, { place: Number(place), begunBefore: this.begun.length });
    else if (words !== "" && !this.begun.includes(root)) this.begun.push(root);
  }
}
