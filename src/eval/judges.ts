/** The judge networks: they read the attributes of a picture, a sound or a clip, in the eval's own process. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { prepareAudio } from "../core/encoders/prepare-audio.ts";
import { prepareImage } from "../core/encoders/prepare-image.ts";
import { prepareVideo } from "../core/encoders/prepare-video.ts";
import type { AudioPreprocess, ImagePreprocess, VideoPreprocess } from "../core/packs/manifest.ts";
import { openSession, type Outputs, type Session } from "../core/runtime/session.ts";
import type { Float32Tensor } from "../core/runtime/tensor.ts";
import { ModelError, PackError } from "../errors.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../turn/modality.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";
import { readData } from "./read-data.ts";
import { ATTRIBUTES, type Facts } from "./world.ts";

const judgeSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  classes: z.partialRecord(z.enum(ATTRIBUTES), z.array(z.string()).min(2)),
  /** Share of held-out renders read right, by attribute, as it was measured after training. */
  heldOut: z.partialRecord(z.enum(ATTRIBUTES), z.number()).default({}),
});
const judgesSchema = z.record(z.enum(MEDIA_MODALITIES), judgeSchema);
type Judge = z.infer<typeof judgeSchema>;

export type HeldOut = Readonly<Record<MediaModality, Judge["heldOut"]>>;

export interface Judges extends AsyncDisposable {
  /** Changes whenever a judge does. */
  readonly sha256: string;
  readonly heldOut: HeldOut;
  read(samples: Samples): Promise<Facts>;
}

/** What a judge wants to be given of a file. */
export const JUDGED: Readonly<Record<MediaModality, SamplesWish>> = {
  image: { type: "image", maxSide: 512 },
  audio: { type: "audio", sampleRateHz: 16_000, channels: 1, maxDurationMs: 4096 },
  video: { type: "video", maxSide: 512, framesPerSecond: 8, maxDurationMs: 2000 },
};

/** Opens image, audio and video judge of a folder. @throws PackError where one is missing or not the one that judges.json describes. */
export async function openJudges(folder: string): Promise<Judges> {
  const judges = readData(join(folder, "judges.json"), judgesSchema);
  await using opening = new AsyncDisposableStack();
  const sessions = new Map<MediaModality, Session>();
  for (const modality of MEDIA_MODALITIES) {
    const path = join(folder, judges[modality].file);
    if (sha256(readFileSync(path)) !== judges[modality].sha256)
      throw new PackError(path, "is not the graph that judges.json describes; export the judges again.");
    sessions.set(modality, opening.use(await openSession(path, { type: "cpu" }, { name: `judge.${modality}` })));
  }
  const open = opening.move();
  return {
    sha256: sha256(JSON.stringify(judges)),
    heldOut: { image: judges.image.heldOut, audio: judges.audio.heldOut, video: judges.video.heldOut },
    read: async (samples) => {
      const session = sessions.get(samples.type);
      if (session === undefined) throw new ModelError(`There is no judge of ${samples.type}.`);
      const outputs = await session.run({ [session.inputs[0]?.name ?? ""]: prepare(samples) });
      return readFacts(judges[samples.type], outputs);
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** The most likely class of every attribute; `outputs` hold logits [1, classes] by the attribute's name. */
export function readFacts({ classes }: Pick<Judge, "classes">, outputs: Outputs): Facts {
  return Object.fromEntries(
    Object.entries(classes).map(([attribute, values]) => {
      const logits = outputs[attribute];
      if (logits?.dtype !== "float32" || logits.data.length !== values.length) {
        throw new ModelError(
          `Expected ${values.length} float32 logits named "${attribute}" from the judge, got ${logits?.dtype} [${logits?.shape}].`,
        );
      }
      return [attribute, values[logits.data.indexOf(Math.max(...logits.data))] ?? ""];
    }),
  );
}

const HALF = [0.5, 0.5, 0.5] as const;
/** As models/storybook/training/library.py and mel.py prepare what judges are trained on. */
const IMAGE: ImagePreprocess = { type: "image", size: 128, fit: "stretch", resample: "box", mean: [...HALF], std: [...HALF] };
const VIDEO: VideoPreprocess = { type: "frames", size: 64, frames: 16, seconds: 2, fit: "stretch", resample: "box", mean: [...HALF], std: [...HALF] };
const AUDIO: AudioPreprocess = {
  ...{ type: "log-mel", sampleRateHz: 16_000, samples: 65_536, fftSize: 1024, hopSize: 256, mels: 64, frames: 256 },
  ...{ lowHz: 0, highHz: 8000, floor: 1e-5, mean: -1, std: 8 },
};

function prepare(samples: Samples): Float32Tensor {
  switch (samples.type) {
    case "image":
      return prepareImage(samples, IMAGE);
    case "audio":
      return prepareAudio(samples, AUDIO);
    case "video":
      return prepareVideo(samples, VIDEO);
    default:
      return samples satisfies never;
  }
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
