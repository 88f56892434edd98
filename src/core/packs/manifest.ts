/** The schema of a pack's manifest.json: which graphs play which role, and every constant that the core needs to run them. */

import { z } from "zod";

const file = z.string().regex(/^(?!.*\.\.)\w[\w./-]*$/, "expected a path inside the pack");
/** A name stands for a size that varies: `batch`, and of the LLM `tokens` (at most contextTokens) and `past` (the same, or 0). */
const shape = z.array(z.union([z.int().nonnegative(), z.string()]));
const tensor = z.strictObject({ name: z.string(), dtype: z.enum(["float32", "float16", "int64", "int32", "uint8", "bool"]), shape });
const triple = z.tuple([z.number(), z.number(), z.number()]);
const divisor = z.number().positive();
const divisors = z.tuple([divisor, divisor, divisor]);

/** One file of the pack; `external` lists the files that hold its weights, where they are not inside. */
const graph = z.strictObject({
  file,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  external: z.array(z.strictObject({ file, sha256: z.string(), bytes: z.int() })).default([]),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  /** A single run may take longer than 2 s; the heartbeat then waits this long. */
  unitLimitMs: z.int().positive().optional(),
});

const constant = z.strictObject({ file, sha256: z.string(), dtype: z.literal("float32"), shape: z.array(z.int().positive()) });

/** Shorter side to `size` (keeping the aspect) and centre crop, or both sides to `size` ("stretch"). */
const imagePreprocess = z.strictObject({
  type: z.literal("image"),
  size: z.int().positive(),
  fit: z.enum(["cover", "stretch"]),
  resample: z.enum(["bilinear", "bicubic", "lanczos", "box"]),
  mean: triple,
  std: divisors,
});

/** `log-mel`: Hann window, power spectrum, HTK mel triangles, ln(max(x, floor)), then (x - mean) / std; [1, 1, mels, frames]. */
const audioPreprocess = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("log-mel"),
    sampleRateHz: z.int().positive(),
    samples: z.int().positive(),
    fftSize: z
      .int()
      .positive()
      .refine((size) => Number.isInteger(Math.log2(size)), "expected a power of two"),
    hopSize: z.int().positive(),
    mels: z.int().positive(),
    frames: z.int().positive(),
    lowHz: z.number(),
    highHz: z.number(),
    floor: z.number().positive(),
    mean: z.number(),
    std: divisor,
  }),
  z.strictObject({
    type: z.literal("kaldi-fbank"),
    sampleRateHz: z.int().positive(),
    clipSeconds: z.number().positive(),
    clips: z.int().positive(),
    clipSpacing: z.enum(["by-count", "even"]),
    mels: z.int().positive(),
    frames: z.int().positive(),
    mean: z.number(),
    std: divisor,
  }),
]);

/** `frames` frames spread evenly over the first `seconds` seconds (a shorter clip holds its last frame); [1, frames, 3, size, size]. */
const videoPreprocess = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("frames"),
    size: z.int().positive(),
    frames: z.int().positive(),
    seconds: z.number().positive(),
    fit: z.enum(["cover", "stretch"]),
    resample: z.enum(["bilinear", "bicubic", "lanczos", "box"]),
    mean: triple,
    std: divisors,
  }),
  z.strictObject({
    type: z.literal("imagebind-clips"),
    size: z.int().positive(),
    clips: z.int().positive(),
    clipSeconds: z.number().positive(),
    clipSpacing: z.enum(["by-count", "even"]),
    framesPerClip: z.int().positive(),
    crops: z.int().positive(),
    mean: triple,
    std: divisors,
  }),
]);

const input = <P extends z.ZodType>(preprocess: P) =>
  z.strictObject({
    preprocess,
    /** Embeddings that one medium becomes. */
    tokens: z.int().positive(),
    open: z.string(),
    close: z.string(),
  });

/** The share of noise that one training step adds. */
const beta = z.number().gt(0).lt(1);

/** How a noise schedule runs; see src/core/decoders/schedulers. */
const scheduler = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("flow-euler"), shift: z.number().positive(), prediction: z.enum(["sample", "velocity"]) }),
  z.strictObject({
    type: z.enum(["ddim", "dpm-solver++", "pndm"]),
    trainSteps: z.int().min(2),
    betaStart: beta,
    betaEnd: beta,
    betaSchedule: z.enum(["linear", "scaled-linear"]),
    prediction: z.enum(["epsilon", "sample", "velocity"]),
    stepsOffset: z.int().nonnegative().default(0),
    setAlphaToOne: z.boolean().default(false),
    /** Share of fresh noise put back at each step of "ddim". */
    eta: z.number().min(0).max(1).default(0),
  }),
]);

const outputBase = {
  /** The signal tokens, in order; the first one starts the block, the others are fed by force. */
  signals: z.array(z.string()).min(1),
  /** Shape of the noise without the batch axis. */
  latentShape: z.array(z.int().positive()),
  scheduler,
  steps: z.int().positive(),
  guidance: z.number(),
  /** Condition of the unguided half: the states of an empty caption, [states, width]. */
  unconditional: constant,
};

/** A step needs a timestep of its own; "flow-euler" has as many as are asked for. */
const hasTimesteps = ({ scheduler, steps }: { scheduler: SchedulerSpec; steps: number }) =>
  scheduler.type === "flow-euler" || steps <= scheduler.trainSteps;
const tooManySteps = { path: ["steps"], error: "expected at most as many steps as the scheduler has trainSteps" };

/** The latent decoder shows what is there after so many steps each; absent: latents of three channels are shown as colours at every step. */
const previewEvery = z.int().positive().optional();

const imageOutput = z.strictObject({
  ...outputBase,
  previewEvery,
  format: z.strictObject({ width: z.int().positive(), height: z.int().positive() }),
});

const audioOutput = z.strictObject({ ...outputBase, format: z.strictObject({ sampleRateHz: z.int().positive(), frames: z.int().positive() }) });

/** `firstFrame`: the image decoder draws the first frame from the same condition, resized to the input `first_frame` of the denoiser, and of the latent decoder where latents are motion. */
const videoOutput = z.strictObject({
  ...outputBase,
  previewEvery,
  firstFrame: z.strictObject({ width: z.int().positive(), height: z.int().positive() }).optional(),
  format: z.strictObject({
    width: z.int().positive(),
    height: z.int().positive(),
    frames: z.int().positive(),
    framesPerSecond: z.number().positive(),
  }),
});

const share = z.number().min(0).max(1);

/** Looks at what was made and gives each label a share of certainty in [0, 1]; what reaches `blurFrom` is blurred, what reaches `refuseFrom` not shown. */
const imageSafety = z.strictObject({
  preprocess: imagePreprocess,
  /** "mature": may be shown where the platform keeps minors out. "never": nowhere. */
  labels: z.array(z.strictObject({ name: z.string(), rule: z.enum(["mature", "never"]), blurFrom: share, refuseFrom: share })).min(1),
});

const wholeManifest = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1),
  version: z.string().min(1),
  licence: z.strictObject({ id: z.string(), commercial: z.boolean() }),
  notes: z.array(z.string()),
  tokenizer: z.strictObject({ file, sha256: z.string() }),
  prompt: z.strictObject({
    begin: z.string(),
    /** Opened and closed by these strings; `{name}` in `author`, which stands before a person's words, `{n}` in `number`, `{n}`, `{modality}` and `{caption}` in `caption`. */
    user: z.strictObject({ open: z.string(), close: z.string() }),
    bot: z.strictObject({ open: z.string(), close: z.string() }),
    made: z.strictObject({ open: z.string(), close: z.string() }),
    author: z.string(),
    number: z.string(),
    caption: z.string(),
    stop: z.array(z.string()).min(1),
    /**
     * Words between media are joined and tokenised as one piece, after the token `begin` (before each such piece, or the first one only).
     * What the bot made then stands before the words of its own turn, as its encoder sees it, and there are no `made` turns.
     */
    segments: z.strictObject({ begin: z.string(), each: z.boolean() }).optional(),
    /** Whether each embedding of a medium has those of its number and its opening token added to it, so that it tells which medium it is of. */
    labelled: z.boolean().default(false),
    /** Whether a blank stands before a person's first word, so that it is the token that it is within a sentence. */
    spaced: z.boolean().default(false),
  }),
  llm: z.strictObject({
    layers: z.int().positive(),
    kvHeads: z.int().positive(),
    headDim: z.int().positive(),
    width: z.int().positive(),
    vocabulary: z.int().positive(),
    contextTokens: z.int().positive(),
  }),
  sampling: z.strictObject({
    temperature: z.number().nonnegative(),
    topK: z.int().nonnegative(),
    topP: z.number().positive(),
    maxTokens: z.int().positive(),
  }),
  inputs: z.strictObject({
    image: input(imagePreprocess).optional(),
    audio: input(audioPreprocess).optional(),
    video: input(videoPreprocess).optional(),
  }),
  outputs: z.strictObject({
    image: imageOutput.refine(hasTimesteps, tooManySteps).optional(),
    audio: audioOutput.refine(hasTimesteps, tooManySteps).optional(),
    video: videoOutput.refine(hasTimesteps, tooManySteps).optional(),
  }),
  /** Optional: a classifier of pictures, which also looks at some frames of clips. */
  safety: z.strictObject({ image: imageSafety }).optional(),
  graphs: z.record(z.string(), graph),
  /** Measured quality, by whatever names the pack's card explains; never read by the core. */
  quality: z.record(z.string(), z.unknown()).default({}),
});

/** Room for an answer is kept free: nothing could be asked where that is all there is. */
const hasRoom = ({ sampling, llm }: z.infer<typeof wholeManifest>) => sampling.maxTokens < llm.contextTokens;

export const manifestSchema = wholeManifest.refine(hasRoom, {
  path: ["sampling", "maxTokens"],
  error: "expected fewer than llm.contextTokens, most of which are for what is asked",
});

export type Manifest = z.infer<typeof manifestSchema>;
export type GraphSpec = Manifest["graphs"][string];
export type TensorSpec = GraphSpec["inputs"][number];
export type ImagePreprocess = z.infer<typeof imagePreprocess>;
export type AudioPreprocess = z.infer<typeof audioPreprocess>;
export type VideoPreprocess = z.infer<typeof videoPreprocess>;
export type SchedulerSpec = z.infer<typeof scheduler>;
export type ImageOutput = z.infer<typeof imageOutput>;
export type AudioOutput = z.infer<typeof audioOutput>;
export type VideoOutput = z.infer<typeof videoOutput>;
