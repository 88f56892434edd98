/** Whom moderators shut out: in a whole server or workspace, or in a channel that belongs to none. */

import type { Store } from "../store/store.ts";
import type { Source } from "../turn/inbound.ts";

type Area = Pick<Source, "platform" | "guildId" | "channelId">;

export class Blocks {
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ database }: Pick<Store, "database">) {
    this.#statements = prepare(database);
  }

  has(area: Area, personId: string): boolean {
    return this.#statements.has.get(area.platform, idOf(area), personId) !== undefined;
  }

  add(area: Area, personId: string, at: number): void {
    this.#statements.add.run(area.platform, idOf(area), personId, at);
  }

  /** False where the person was not blocked. */
  remove(area: Area, personId: string): boolean {
    return Number(this.#statements.remove.run(area.platform, idOf(area), personId).changes) > 0;
  }

  forgetArea(platform: string, areaId: string): void {
    this.#statements.forgetArea.run(platform, areaId);
  }

  /** Where the person is blocked on a platform. */
  show(platform: string, personId: string): readonly string[] {
    return this.#statements.show.all(platform, personId).map((row) => String(row.area_id));
  }
}

function idOf({ guildId, channelId }: Area): string {
  return guildId ?? channelId;
}

function prepare(database: Store["database"]) {
  return {
    has: database.prepare("SELECT 1 FROM blocks WHERE platform = ? AND area_id = ? AND person_id = ?"),
    add: database.prepare("INSERT OR REPLACE INTO blocks (platform, area_id, person_id, blocked_at) VALUES (?, ?, ?, ?)"),
    remove: database.prepare("DELETE FROM blocks WHERE platform = ? AND area_id = ? AND person_id = ?"),
    forgetArea: database.prepare("DELETE FROM blocks WHERE platform = ? AND area_id = ?"),
    show: database.prepare("SELECT area_id FROM blocks WHERE platform = ? AND person_id = ?"),
  };
}
