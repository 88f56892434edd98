/** People as their workspace knows them: their names, asked once an hour, an id where Slack does not tell; and who moderates. */

import type { Author } from "../../src/turn/turn.ts";
import type { Calls } from "./calls.ts";
import { Latest } from "./latest.ts";
import { type Cursor, pagesOf } from "./pages.ts";

const MAX_AGE_MS = 60 * 60 * 1000;
const MAX_PEOPLE = 5_000;
/** Learnt at the start: so many pages of so many people. */
const PAGES = 5;
const PEOPLE_PER_PAGE = 200;

export class People {
  readonly #calls: Calls;
  readonly #known = new Latest<{ readonly name: Promise<string | undefined>; readonly at: number }>(MAX_PEOPLE);

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** So that an event seldom waits for a name before it is acknowledged. Whom Slack does not list is asked for later. */
  async learnMany(): Promise<void> {
    const { client } = this.#calls;
    const at = Date.now();
    const ask = (cursor: Cursor) => this.#calls.briefly(() => client.users.list({ limit: PEOPLE_PER_PAGE, ...cursor }));
    for await (const { members = [] } of pagesOf(ask, PAGES)) {
      for (const user of members) {
        const name = nameOf(user);
        if (user.id !== undefined && name !== undefined) this.#known.set(user.id, { name: Promise.resolve(name), at });
      }
    }
  }

  async author(userId: string): Promise<Author> {
    return { id: userId, name: await this.name(userId) };
  }

  async name(userId: string): Promise<string> {
    const known = this.#known.get(userId);
    const entry = known !== undefined && Date.now() - known.at < MAX_AGE_MS ? known : this.#learn(userId);
    const name = await entry.name;
    if (name === undefined) this.#known.delete(userId);
    return name ?? userId;
  }

  /** Administrators and owners of the workspace moderate it; asked each time, because that may end. */
  async isModerator(userId: string): Promise<boolean> {
    const answer = await this.#calls.briefly(() => this.#calls.client.users.info({ user: userId }));
    return answer?.user?.is_admin === true || answer?.user?.is_owner === true;
  }

  #learn(userId: string): { readonly name: Promise<string | undefined>; readonly at: number } {
    const entry = { name: this.#ask(userId), at: Date.now() };
    this.#known.set(userId, entry);
    return entry;
  }

  async #ask(userId: string): Promise<string | undefined> {
    const answer = await this.#calls.briefly(() => this.#calls.client.users.info({ user: userId }));
    return answer?.user && nameOf(answer.user);
  }
}

interface NamedUser {
  readonly name?: string;
  readonly real_name?: string;
  readonly profile?: { readonly display_name?: string; readonly real_name?: string };
}

function nameOf({ profile, real_name: realName, name }: NamedUser): string | undefined {
  return profile?.display_name || profile?.real_name || realName || name;
}
