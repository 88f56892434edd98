/** Chooses the answers that the page shows: as many different cells and kinds as there is room for. */

import { basename } from "node:path";
import type { Sample, ShownFile } from "./page.ts";
import { fileOf, type Pool } from "./pool.ts";
import type { Seen } from "./report.ts";
import type { Scorer } from "./score.ts";
import { spread } from "./select.ts";

const MOST_OF_SUITE = {
  matrix: 28,
  "multi-turn": 8,
  border: 6,
  handwritten: 6,
  "half-known": 6,
  foreign: 8,
  helpful: 4,
  afterwards: 6,
  quality: 6,
} as const;

export function chooseSamples(seen: readonly Seen[], pool: Pool, score: Scorer): Sample[] {
  const bySuite = Map.groupBy(seen, ({ asked }) => asked.suite);
  const byId = new Map(seen.map((one) => [one.asked.id, one]));
  const chosen = [...bySuite].flatMap(([suite, own]) =>
    spread(
      own.map(({ asked }) => asked),
      MOST_OF_SUITE[suite],
      1,
    ),
  );
  return chosen.flatMap((asked) => {
    const one = byId.get(asked.id);
    return one === undefined ? [] : [sampleOf(one, pool, score)];
  });
}

/** Where main.ts puts the files, relative to the page. */
function sampleOf({ asked, observed }: Seen, pool: Pool, score: Scorer): Sample {
  const sayings = asked.sayings.map(({ text, media }, number) => ({
    text,
    files: media.map(
      (medium): ShownFile => ({
        modality: medium.modality,
        path: `media/sent-${basename(fileOf(pool, medium) ?? "")}`,
        caption: `what was sent (${medium.modality})`,
      }),
    ),
    answer: observed.earlier[number]?.text,
  }));
  return {
    group: `${asked.suite} ${asked.group}`,
    sayings,
    answer: observed.fault === undefined ? observed.text : `${observed.text} [${observed.fault}]`,
    files: observed.media.map(({ modality, file, caption }) => ({ modality, path: `media/${file}`, caption })),
    ...(asked.expected.type === "shows" ? { score: score(asked.expected, observed) } : {}),
  };
}
