/** `npm run chaos`: kills the bot and its core as often as wished while people talk to it, and counts what was lost, doubled or out of order. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Bot } from "../test/chaos/bot.ts";
import { type ChaosPlatform, faultsOf, killOnce, randomPoint, warmUp } from "../test/chaos/chaos.ts";
import { discordChaos } from "../test/chaos/discord.ts";
import { makeChaosPack } from "../test/chaos/pack.ts";
import { seededRandom } from "../test/chaos/random.ts";
import { slackChaos } from "../test/chaos/slack.ts";

const PLATFORMS = { discord: discordChaos, slack: slackChaos };
type Name = keyof typeof PLATFORMS;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    platform: { type: "string", default: "both" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    minutes: { type: "string", default: "600" },
  },
});
const names: readonly Name[] = values.platform === "discord" || values.platform === "slack" ? [values.platform] : ["discord", "slack"];
const folder = await mkdtemp(join(tmpdir(), "quartet-chaos-"));
const endsAt = Date.now() + Number(values.minutes) * 60_000;
console.log(`seed ${values.seed}`);
try {
  const pack = await makeChaosPack(join(folder, "pack"));
  const each = Math.ceil(Number(values.kills) / names.length);
  for (const [index, name] of names.entries()) await run(name, pack, each, Date.now() + (endsAt - Date.now()) / (names.length - index));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Every second kill at one of the enumerated points, in turns, the others at random. */
async function run(name: Name, pack: string, kills: number, until: number): Promise<void> {
  const random = seededRandom(Number(values.seed));
  await using platform = await PLATFORMS[name]();
  await using bot = new Bot({ DATA_DIR: join(folder, name), PACK: pack, ...platform.environment });
  await warmUp(platform, bot);
  const total = { kills: 0, answers: 0, lost: 0, doubled: 0, outOfOrder: 0 };
  while (total.kills < kills && Date.now() < until) {
    const point = (total.kills % 2 === 0 ? platform.points[(total.kills / 2) % platform.points.length] : undefined) ?? randomPoint(random);
    const outcome = await killOnce(platform, bot, point, ++total.kills);
    total.answers += outcome.answers;
    total.lost += outcome.lost.length;
    total.doubled += outcome.doubled.length;
    total.outOfOrder += outcome.outOfOrder.length;
    const faults = faultsOf(outcome);
    if (faults.length > 0) console.log(`${name}, kill ${total.kills}, ${point.name}${point.victim ? " (core)" : ""}: ${faults.join("; ")}`);
    if (faults.length > 0) console.log(bot.complaints.splice(0).join("\n"));
    bot.complaints.length = 0;
  }
  report(name, platform, total);
}

function report(name: Name, { points }: ChaosPlatform, { kills, answers, lost, doubled, outOfOrder }: Readonly<Record<string, number>>): void {
  console.log(
    `${name}: ${kills} kills (${points.length} enumerated points in turns, and at random), ${answers} answers, ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order`,
  );
  if ((lost ?? 0) + (doubled ?? 0) + (outOfOrder ?? 0) > 0) process.exitCode = 1;
}
