/** Has a case's conversation with the core and keeps its last answer, scored as people get it: encoded, stored, decoded again. */

import { mkdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Core, CoreEvent, Prompt, PromptPart, PromptTurn } from "../core/protocol.ts";
import { sentenceOf, sentencesIn } from "../language/language.ts";
import type { Media } from "../media/media.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Samples } from "../turn/samples.ts";
import type { Case, Saying } from "./cases.ts";
import { JUDGED, type Judges } from "./judges.ts";
import { measure } from "./measure.ts";
import type { Observation } from "./observation.ts";
import { fileOf, type Pool } from "./pool.ts";

export interface Bench {
  readonly core: Core;
  readonly media: Media;
  readonly judges: Judges;
  readonly pool: Pool;
  /** Where the last answers' files are kept, named by case. */
  readonly keptFolder: string;
  /** Emptied after each case. */
  readonly workFolder: string;
  /** Of every answer. */
  readonly seed: number;
}

interface Made {
  readonly caption: string;
  readonly samples: Samples;
}

interface Answer {
  readonly text: string;
  readonly made: readonly Made[];
  readonly parts: readonly PromptPart[];
  readonly nextPiece: PieceNumber;
  readonly fault?: string;
}

export async function converse(bench: Bench, asked: Case): Promise<Observation> {
  const startedAt = performance.now();
  await mkdir(bench.workFolder, { recursive: true });
  const answers = await talk(bench, asked);
  const answer = answers.at(-1) ?? NOTHING;
  const media = await Promise.all(answer.made.map((made, index) => keep(bench, asked.id, made, index)));
  bench.core.forget(asked.id);
  await rm(bench.workFolder, { recursive: true, force: true });
  const totalMs = Math.round(performance.now() - startedAt);
  const earlier = answers.slice(0, -1).map(({ text, made }) => ({ text, made: made.map(({ samples }) => samples.type) }));
  return { id: asked.id, text: answer.text.trim(), media, earlier, ...(answer.fault === undefined ? {} : { fault: answer.fault }), totalMs };
}

const NOTHING: Answer = { text: "", made: [], parts: [], nextPiece: 1 as PieceNumber };

/** All sayings in turn; the answer to each. */
async function talk(bench: Bench, { id, sayings }: Case): Promise<Answer[]> {
  const turns: PromptTurn[] = [];
  const answers: Answer[] = [];
  let last = NOTHING;
  for (const saying of sayings) {
    const sent = await show(bench, saying, last.nextPiece);
    turns.push({ role: "user", parts: [...sent, { type: "text", text: saying.text }] });
    // A medium that the pack cannot take has its number all the same.
    const nextPiece = after(last.nextPiece, saying.media.length);
    last = await listen(bench, { conversationId: id, turns: [...turns], nextPiece });
    answers.push(last);
    turns.push({ role: "bot", parts: last.parts });
    if (last.made.length > 0) turns.push({ role: "made", parts: last.parts.filter((part) => part.type !== "text") });
  }
  return answers;
}

async function show({ core, media, pool, workFolder }: Bench, saying: Saying, first: PieceNumber): Promise<PromptPart[]> {
  const parts = saying.media.map(async (medium, index): Promise<PromptPart[]> => {
    const [wish, file] = [core.pack.inputs[medium.modality], fileOf(pool, medium)];
    if (wish === undefined || file === undefined) return [];
    return [{ type: "medium", piece: after(first, index), samples: await media.decode(file, wish, workFolder) }];
  });
  return (await Promise.all(parts)).flat();
}

/** Where a medium was asked for, until it is made. */
type AwaitedPart = PromptPart | { readonly type: "awaited"; readonly piece: PieceNumber; readonly caption: string };

async function listen({ core, workFolder, seed }: Bench, prompt: Prompt): Promise<Answer> {
  const awaited: AwaitedPart[] = [];
  const samples = new Map<PieceNumber, Samples>();
  let fault: string | undefined;
  const take = (event: CoreEvent): void => {
    if (event.type === "text-delta") addText(awaited, event.text);
    if (event.type === "media-start") awaited.push({ type: "awaited", piece: event.piece, caption: event.caption });
    if (event.type === "media-end") samples.set(event.piece, event.samples);
    if (event.type === "media-drop") fault = sentenceOf(event.told, sentencesIn());
    if (event.type === "error") fault = event.message;
  };
  for await (const event of core.answer(prompt, { seed, outputFolder: workFolder }, new AbortController().signal)) take(event);
  const parts = awaited.flatMap((part): PromptPart[] => {
    if (part.type !== "awaited") return [part];
    const made = samples.get(part.piece);
    return made === undefined ? [] : [{ type: "medium", piece: part.piece, samples: made, caption: part.caption }];
  });
  return {
    text: parts.flatMap((part) => (part.type === "text" ? [part.text.trim()] : [])).join(" "),
    made: parts.flatMap((part) => (part.type === "medium" ? [{ caption: part.caption ?? "", samples: part.samples }] : [])),
    parts,
    nextPiece: after(prompt.nextPiece, awaited.filter((part) => part.type === "awaited").length),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** Deltas of one stretch of text become one part. */
function addText(parts: AwaitedPart[], text: string): void {
  const last = parts.at(-1);
  if (last?.type === "text") parts[parts.length - 1] = { type: "text", text: last.text + text };
  else parts.push({ type: "text", text });
}

async function keep(
  { core, media, judges, keptFolder, workFolder }: Bench,
  id: string,
  { caption, samples }: Made,
  index: number,
): Promise<Observation["media"][number]> {
  const encoded = await media.encode(samples, { pack: core.pack.name, madeAt: Date.now() }, keptFolder);
  const file = `${id.replaceAll(/[^\w-]+/g, "-")}-${index}${extname(encoded.path)}`;
  await rename(encoded.path, join(keptFolder, file));
  const decoded = await media.decode(join(keptFolder, file), JUDGED[samples.type], workFolder);
  return { modality: samples.type, caption, facts: await judges.read(decoded), qualities: measure(decoded), file: basename(file) };
}

function after(piece: PieceNumber, count: number): PieceNumber {
  return (piece + count) as PieceNumber;
}
