/** Makes films: each scene a segment on paper, with its picture or clip in motion and its sounds, and all segments one after another. */

import { randomUUID } from "node:crypto";
import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MediaError } from "../errors.ts";
import { playableH264 } from "./encode.ts";
import { type Box, boxFor, drawCard, drawPage, FRAME } from "./film-still.ts";
import type { Sniffed, Tools } from "./guards.ts";
import { decodePicture } from "./image.ts";
import { isPictureType } from "./inspect.ts";
import type { EncodedFile, FilmScene, Provenance } from "./media.ts";
import { mixFilter } from "./mix.ts";
import { type Probe, probeFile } from "./probe.ts";
import { appendXmpToMp4 } from "./provenance.ts";
import { convertInputs, type ConversionInput, convertSamples, guardedInput } from "./run-ffmpeg.ts";
import { sniffFile } from "./sniff.ts";

const FRAMES_PER_SECOND = 25;
const CARD_SECONDS = 3.5;
const LEAST_SCENE_SECONDS = 4.5;
const MOST_SCENE_SECONDS = 30;
/** After the last sound. */
const REST_SECONDS = 0.8;
const FADE_SECONDS = 0.5;
const PAPER_COLOUR = "0xfbf6ec";
const SOUND_COLOUR = "0xc0452a";
const SOUND_BOX = boxFor({ width: 920, height: 260 });

interface Sound {
  readonly input: ConversionInput;
  readonly seconds: number;
  readonly track: Track;
}

type Track = NonNullable<Probe["sound"]>;

/** A sound among the inputs of a scene: ffmpeg's name for it, and its channels. */
interface Heard {
  readonly label: string;
  readonly channels: number;
}

/** One scene as a segment that `joinScenes` takes. Throws AttachmentError where one of its files cannot be read. */
export async function filmScene(tools: Tools, scene: FilmScene, outFolder: string): Promise<EncodedFile> {
  const name = join(outFolder, randomUUID());
  const output = `${name}.mp4`;
  const [stillPath, picturePath] = [`${name}.still`, `${name}.picture`];
  try {
    const plan = scene.type === "card" ? await planCard(scene, stillPath) : await planPage(tools, scene, stillPath, picturePath);
    await convertInputs(tools, plan.inputs, {
      outputOptions: ["-filter_complex", plan.filter, "-map", "[v]", "-map", "[a]", ...segmentOptions(plan.seconds)],
      output,
    });
    return { path: output, mediaType: "video/mp4", sizeBytes: (await stat(output)).size, ...FRAME, durationMs: Math.round(plan.seconds * 1000) };
  } finally {
    await Promise.all([stillPath, picturePath].map((path) => rm(path, { force: true })));
  }
}

/** The segments of `filmScene`, in order. Throws MediaError. */
export async function joinScenes(tools: Tools, segments: readonly EncodedFile[], provenance: Provenance, outFolder: string): Promise<EncodedFile> {
  const name = join(outFolder, randomUUID());
  const [list, output] = [`${name}.txt`, `${name}.mp4`];
  try {
    await writeFile(list, segments.map(({ path }) => `file 'file:${path.replaceAll("'", "'\\''")}'\n`).join(""));
    await convertSamples(tools, list, {
      inputOptions: ["-f", "concat", "-safe", "0"],
      outputOptions: ["-c", "copy", "-movflags", "+faststart", "-map_metadata", "-1", "-f", "mp4"],
      output,
    });
    await appendXmpToMp4(output, provenance);
    const durationMs = segments.reduce((total, segment) => total + (segment.durationMs ?? 0), 0);
    return { path: output, mediaType: "video/mp4", sizeBytes: (await stat(output)).size, ...FRAME, durationMs };
  } finally {
    await rm(list, { force: true });
  }
}

interface Plan {
  readonly inputs: readonly ConversionInput[];
  readonly filter: string;
  readonly seconds: number;
}

async function planCard({ title, lines }: Extract<FilmScene, { type: "card" }>, stillPath: string): Promise<Plan> {
  await writeFile(stillPath, await drawCard({ title, lines }));
  return {
    inputs: [rawPicture(stillPath, FRAME.width, FRAME.height)],
    filter: [`[0:v]${held(CARD_SECONDS)},${finish(CARD_SECONDS)}[v]`, soundFilter([], CARD_SECONDS)].join(";"),
    seconds: CARD_SECONDS,
  };
}

async function planPage(tools: Tools, scene: Extract<FilmScene, { type: "page" }>, stillPath: string, picturePath: string): Promise<Plan> {
  const sounds: Sound[] = [];
  for (const path of scene.sounds) sounds.push(await openSound(tools, path));
  const visual = scene.visual === undefined ? undefined : await openVisual(tools, scene.visual, picturePath);
  const own = visual?.probe?.sound;
  const longest = Math.max(0, ...sounds.map(({ seconds }) => seconds), (visual?.probe?.durationMs ?? 0) / 1000);
  const seconds = Math.min(MOST_SCENE_SECONDS, Math.max(LEAST_SCENE_SECONDS, longest + REST_SECONDS));
  const box = visual?.box ?? SOUND_BOX;
  await writeFile(stillPath, await drawPage(box, scene));
  // The still comes first, then the sounds, then what moves.
  const inputs = [rawPicture(stillPath, FRAME.width, FRAME.height), ...sounds.map(({ input }) => input), ...(visual ? [visual.input] : [])];
  const heard = [...sounds.map(({ track }, index) => heardFrom(index + 1, track)), ...(own ? [heardFrom(inputs.length - 1, own)] : [])];
  const [seen, ...others] = heard;
  const moving = visual === undefined ? wavesFilter(seen, box) : movingFilter(visual, inputs.length - 1, seconds);
  const usesWaves = visual === undefined && seen !== undefined;
  const filter = [
    `[0:v]${held(seconds)}[page]`,
    moving,
    `[page][moving]overlay=${box.left}:${box.top}:eof_action=repeat:format=gbrp,${finish(seconds)}[v]`,
    soundFilter(usesWaves ? [{ ...seen, label: "[heard]" }, ...others] : heard, seconds),
  ].join(";");
  return { inputs, filter, seconds };
}

function heardFrom(input: number, { stream, channels }: Track): Heard {
  return { label: `[${input}:${stream}]`, channels };
}

interface Visual {
  readonly input: ConversionInput;
  readonly box: Box;
  /** Absent for a picture. */
  readonly probe?: Probe;
}

/** Animations of picture formats are shown as their first frame. */
async function openVisual(tools: Tools, path: string, picturePath: string): Promise<Visual> {
  const file: Sniffed = { path, type: await sniffFile(path) };
  if (isPictureType(file.type)) {
    const { width, height } = await decodePicture(tools, file, MAX_PICTURE_SIDE, picturePath);
    return { input: rawPicture(picturePath, width, height), box: boxFor({ width, height }) };
  }
  const probe = await probeFile(tools, file);
  if (probe.picture === undefined) throw new MediaError(`Expected a picture or a clip at ${path}, it only sounds.`);
  return { input: guardedInput(tools, file, ["-stream_loop", "-1"]), box: boxFor(probe.picture), probe };
}

const MAX_PICTURE_SIDE = 1840;

async function openSound(tools: Tools, path: string): Promise<Sound> {
  const file: Sniffed = { path, type: await sniffFile(path) };
  const probe = await probeFile(tools, file);
  if (probe.sound === undefined) throw new MediaError(`Expected a sound at ${path}.`);
  return { input: guardedInput(tools, file, []), seconds: probe.durationMs / 1000, track: probe.sound };
}

/** A picture comes slowly nearer; enlarged first, so that it does so without trembling. A clip goes round. */
function movingFilter({ box, probe }: Visual, index: number, seconds: number): string {
  const { width, height } = box;
  if (probe !== undefined)
    return `[${index}:${probe.picture?.stream ?? "v"}]scale=${width}:${height}:flags=lanczos,fps=${FRAMES_PER_SECOND},setsar=1[moving]`;
  const frames = Math.ceil(seconds * FRAMES_PER_SECOND);
  const zoom = `zoompan=z='1+0.06*on/${frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${FRAMES_PER_SECOND}`;
  return `[${index}:v]scale=${width * 2}:${height * 2}:flags=lanczos,${zoom},setsar=1[moving]`;
}

/** The sound's own shape where there is no picture. */
function wavesFilter(seen: Heard | undefined, { width, height }: Box): string {
  if (seen === undefined) return `color=c=0xfffdf8:s=${width}x${height}:r=${FRAMES_PER_SECOND}[moving]`;
  const waves = `showwaves=s=${width}x${height}:mode=cline:rate=${FRAMES_PER_SECOND}:colors=${SOUND_COLOUR}:scale=sqrt`;
  return `${seen.label}asplit[heard][seen];[seen]${waves},format=yuva420p[waves];color=c=0xfffdf8:s=${width}x${height}:r=${FRAMES_PER_SECOND}[ground];[ground][waves]overlay=shortest=1[moving]`;
}

/** All sounds at once, as loud as they are, and silence to the end. */
function soundFilter(heard: readonly Heard[], seconds: number): string {
  const silence = `anullsrc=r=48000:cl=stereo,atrim=0:${seconds}`;
  if (heard.length === 0) return `${silence}[a]`;
  const even = heard.map(({ label, channels }, index) => `${label}${mixFilter(channels, 2, 48_000)}[s${index}]`);
  const inputs = ["[silence]", ...heard.map((_, index) => `[s${index}]`)].join("");
  const fade = `atrim=0:${seconds},afade=t=in:d=0.05,afade=t=out:st=${seconds - FADE_SECONDS}:d=${FADE_SECONDS}`;
  return [
    `${silence}[silence]`,
    ...even,
    `${inputs}amix=inputs=${heard.length + 1}:duration=first,volume=${heard.length + 1},alimiter=limit=0.95,${fade}[a]`,
  ].join(";");
}

function held(seconds: number): string {
  return `loop=loop=${Math.ceil(seconds * FRAMES_PER_SECOND)}:size=1,fps=${FRAMES_PER_SECOND}`;
}

function finish(seconds: number): string {
  const out = (seconds - FADE_SECONDS).toFixed(3);
  const fades = `fade=t=in:st=0:d=${FADE_SECONDS}:color=${PAPER_COLOUR},fade=t=out:st=${out}:d=${FADE_SECONDS}:color=${PAPER_COLOUR}`;
  return `trim=0:${seconds},${fades},scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=bt709,format=yuv420p`;
}

function rawPicture(path: string, width: number, height: number): ConversionInput {
  const options = [
    "-protocol_whitelist",
    "file",
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-s",
    `${width}x${height}`,
    "-framerate",
    String(FRAMES_PER_SECOND),
  ];
  return { path, options };
}

/** The same for each segment, so that they can be joined without encoding anew. */
function segmentOptions(seconds: number): readonly string[] {
  return [
    "-t",
    String(seconds),
    "-r",
    String(FRAMES_PER_SECOND),
    ...playableH264,
    // Still paper takes little: a quick encoder is good enough, and people wait.
    ...["-preset", "veryfast", "-crf", "20"],
    "-g",
    "50",
    "-c:a",
    "aac",
    "-b:a",
    "160k",
    "-ar",
    "48000",
    "-ac",
    "2",
  ];
}
