/** Fifteen kills or more on one platform, one after another on one store, as tests; the seed of the random ones is printed. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bot } from "./bot.ts";
import { type ChaosPlatform, faultsOf, type KillPoint, killOnce, randomPoint, speakToTheDead, warmUp } from "./chaos.ts";
import { makeChaosPack } from "./pack.ts";
import { seededRandom } from "./random.ts";

const RANDOM_KILLS = 2;
/** A picture takes long enough to be met in the making, on a quick machine too. */
const PICTURE_STEPS = 4_000;

/** Names of the points must be known before the platform runs. */
export function testChaos(name: string, open: () => Promise<ChaosPlatform>): void {
  describe(`killed on ${name}`, () => {
    let folder = "";
    let platform: ChaosPlatform;
    let bot: Bot;
    let kills = 0;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "quartet-chaos-"));
      platform = await open();
      bot = new Bot({ DATA_DIR: join(folder, "data"), PACK: await makeChaosPack(join(folder, "pack"), PICTURE_STEPS), ...platform.environment });
      await warmUp(platform, bot);
    }, 200_000);
    afterAll(async () => {
      await bot[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    const expectWhole = async (point: KillPoint) => {
      const outcome = await killOnce(platform, bot, point, ++kills);
      expect(bot.crashes, point.name).toBe(0);
      expect(faultsOf(outcome), [point.name, ...bot.complaints.splice(0)].join("\n")).toEqual([]);
      return outcome.isMet;
    };

    test("at each of the chosen moments, one after another", { timeout: 600_000 }, async () => {
      expect(platform.points.length + RANDOM_KILLS).toBeGreaterThanOrEqual(15);
      const missed: string[] = [];
      for (const point of platform.points) if (!(await expectWhole(point))) missed.push(point.name);
      expect(missed, "moments that never came").toEqual([]);
    });

    test("what is said while it is dead is answered by the next start", { timeout: 300_000 }, async () => {
      const verdict = await speakToTheDead(platform, bot, ++kills);
      expect(faultsOf(verdict), bot.complaints.splice(0).join("\n")).toEqual([]);
      expect(verdict.answers).toBeGreaterThanOrEqual(4);
    });

    test("at random moments, the bot or its core", { timeout: 300_000 }, async () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      console.log(`killed at random on ${name} with the seed ${seed}`);
      const random = seededRandom(seed);
      for (let index = 0; index < RANDOM_KILLS; index++) await expectWhole(randomPoint(random));
    });
  });
}
