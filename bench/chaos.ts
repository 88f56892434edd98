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
    point: { type: "string" },
  },
});
/** A picture takes long enough to be met in the making. */
const PICTURE_STEPS = 400;
const TOLD_EVERY = 50;
const names: readonly Name[] = values.platform === "discord" || values.platform === "slack" ? [values.platform] : ["discord", "slack"];
const folder = await mkdtemp(join(tmpdir(), "quartet-chaos-"));
const endsAt = Date.now() + Number(values.minutes) * 60_000;
console.log(`seed ${values.seed}`);
try {
  const pack = await makeChaosPack(join(folder, "pack"), PICTURE_STEPS);
  const each = Math.ceil(Number(values.kills) / names.length);
  for (const [index, name] of names.entries()) await run(name, pack, each, Date.now() + (endsAt - Date.now()) / (names.length - index));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Every second kill at one of the enumerated points, in turns, the others at random; with `--point` all of them at the points of that name. */
async function run(name: Name, pack: string, kills: number, until: number): Promise<void> {
  const random = seededRandom(Number(values.seed));
  await using platform = await PLATFORMS[name]();
  await using bot = new Bot({ DATA_DIR: join(folder, name), PACK: pack, ...platform.environment });
  await warmUp(platform, bot);
  const total = { kills: 0, late: 0, answers: 0, lost: 0, doubled: 0, outOfOrder: 0 };
  const points = platform.points.filter((point) => point.name === (values.point ?? point.name));
  if (points.length === 0)
    throw new TypeError(`--point: expected one of "${platform.points.map((point) => point.name).join('", "')}", got "${values.point}"`);
  const chosen = (index: number) => points[index % points.length] ?? randomPoint(random);
  while (total.kills < kills && Date.now() < until) {
    const isChosen = values.point !== undefined || total.kills % 2 === 0;
    const point = isChosen ? chosen(values.point === undefined ? total.kills / 2 : total.kills) : randomPoint(random);
    const outcome = await killOnce(platform, bot, point, ++total.kills);
    total.answers += outcome.answers;
    total.late += outcome.isMet ? 0 : 1;
    total.lost += outcome.lost.length;
    total.doubled += outcome.doubled.length;
    total.outOfOrder += outcome.outOfOrder.length;
    const faults = faultsOf(outcome);
    if (faults.length > 0) console.log(`${name}, kill ${total.kills}, ${point.name}${point.victim ? " (core)" : ""}: ${faults.join("; ")}`);
    if (faults.length > 0) console.log(bot.complaints.splice(0).join("\n"));
    bot.complaints.length = 0;
    if (total.kills % TOLD_EVERY === 0) report(name, platform, total);
  }
  report(name, platform, total);
  if (bot.crashes > 0) process.exitCode = 1;
  console.log(`${name}: the bot ended by itself ${bot.crashes} times`);
}

function report(name: Name, { points }: ChaosPlatform, { kills, late, answers, lost, doubled, outOfOrder }: Readonly<Record<string, number>>): void {
  console.log(
    `${name}: ${kills} kills (${points.length} enumerated points in turns, and at random; ${late} came when all was answered), ${answers} answers, ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order`,
  );
  if ((lost ?? 0) + (doubled ?? 0) + (outOfOrder ?? 0) > 0) process.exitCode = 1;
}
