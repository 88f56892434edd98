/** `npm run eval` as a program, over the tiny pack and tiny judges: it measures, goes on where it stopped, and writes its page. */

import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshFolder } from "../support/fresh-folder.ts";
import { runProgram } from "../support/running-program.ts";
import { makeTalkativePack, SCRIPTED_ASK } from "../support/talkative-pack.ts";
import { EVAL_DATA, STORYBOOK } from "./world.ts";

const HALF_KNOWN_HEAD = "kind\toutputs\tunknown\tknown\treply\twish\tanswer";

/** A pack that answers the one hand-written request with three media, and six scenes to send. */
async function makeSettings(): Promise<{ environment: NodeJS.ProcessEnv; args: readonly string[]; out: string }> {
  const pack = await makeTalkativePack(["image", "audio", "video"]);
  const [data, out] = [join(pack, "eval"), join(freshFolder(), "report")];
  mkdirSync(join(data, "media"), { recursive: true });
  copyFileSync(join(STORYBOOK, "world.json"), join(pack, "world.json"));
  cpSync(join(EVAL_DATA, "phrasings.json"), join(data, "phrasings.json"));
  writeFileSync(join(data, "handwritten.tsv"), `outputs\tthing\ttext\nTIAV\tboat\t${SCRIPTED_ASK}\n`);
  writeFileSync(join(data, "border.tsv"), "kind\ttext\nnoise\tqwertz\n");
  writeFileSync(join(data, "helpful.tsv"), "kind\twords\ttext\ngreeting\thello|hi\tgood day\n");
  writeFileSync(join(data, "afterwards.tsv"), "kind\twords\twish\ttext\ntopic\t\ta boat\twho won the match?\n");
  writeFileSync(join(data, "half-known.tsv"), `${HALF_KNOWN_HEAD}\nthing\tTI\tdragon\tcolour:red\tyes\ta red dragon\tyes\n`);
  writeFileSync(join(data, "foreign.tsv"), "kind\tfile\ttext\nphoto\tphoto-00.jpg\tWhat is this?\n");
  mkdirSync(join(data, "foreign"));
  copyFileSync(join(EVAL_DATA, "foreign/photo-00.jpg"), join(data, "foreign/photo-00.jpg"));
  const scenes: Record<string, string>[] = JSON.parse(readFileSync(join(EVAL_DATA, "media/scenes.json"), "utf8")).slice(0, 6);
  for (const { image = "", audio = "", video = "" } of scenes)
    for (const file of [image, audio, video]) copyFileSync(join(EVAL_DATA, "media", file), join(data, "media", file));
  writeFileSync(join(data, "media/scenes.json"), JSON.stringify(scenes));
  const judges = join(import.meta.dirname, "../fixtures/judges");
  return {
    environment: { PACK: pack, DEVICE: "cpu", THREADS: "1", LOG_LEVEL: "silent" },
    args: ["--out", out, "--judges", judges, "--sample", "4"],
    out,
  };
}

test("measures every suite, keeps what was made, and asks nothing twice", async () => {
  const { environment, args, out } = await makeSettings();
  expect(await runProgram("src/eval/main.ts", args, environment).ended).toBe(0);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  expect(report.counts).toMatchObject({
    matrix: 4,
    "multi-turn": 1,
    border: 1,
    handwritten: 1,
    "half-known": 1,
    foreign: 1,
    helpful: 1,
    afterwards: 1,
    quality: 1,
    faults: 0,
  });
  expect(report).toMatchObject({
    halfKnown: { n: 1, waits: 1 },
    foreign: { n: 1, kinds: { photo: expect.any(Number) } },
    helpful: { n: 1 },
    afterwards: { n: 1 },
  });
  expect(report.pack.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(report.matrix.accuracy).toHaveLength(8);
  expect(report.judges.image.combined).toBeLessThan(1);
  expect(report.handwritten).toMatchObject({ n: 1, exactModalities: 1 });
  expect(
    readdirSync(join(out, "media"))
      .filter((file) => file.startsWith("handwritten"))
      .map((file) => file.split(".").at(-1))
      .toSorted(),
  ).toEqual(["mp4", "ogg", "png"]);
  const page = readFileSync(join(out, "index.html"), "utf8");
  for (const shown of ["media/handwritten-0-0", "media/sent-photo-00.jpg", "Half-known wishes", "Said to a piece", "Clean media"])
    expect(page).toContain(shown);

  const journal = readFileSync(join(out, "journal.jsonl"), "utf8");
  expect(await runProgram("src/eval/main.ts", args, environment).ended).toBe(0);
  expect(readFileSync(join(out, "journal.jsonl"), "utf8")).toBe(journal);
  expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).toEqual(report);
});
