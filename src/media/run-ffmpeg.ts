/** Runs ffmpeg through fluent-ffmpeg, which starts it with an argument list and never through a shell. */

import { rm } from "node:fs/promises";
import ffmpeg from "fluent-ffmpeg";
import { AttachmentError, MediaError } from "../errors.ts";
import { type Sniffed, type Tools, inputGuards, runGuards } from "./guards.ts";

export interface Conversion {
  /** Options before the input, after the guards. */
  readonly inputOptions?: readonly string[];
  readonly outputOptions: readonly string[];
  readonly output: string;
}

/** Converts a file of unknown origin. Throws AttachmentError where ffmpeg cannot read it. */
export async function convertFile(tools: Tools, file: Sniffed, conversion: Conversion): Promise<void> {
  const guards = [...inputGuards(file.type, tools.limits), ...runGuards(tools.limits)];
  try {
    await run(tools, file.path, [...guards, ...(conversion.inputOptions ?? [])], conversion);
  } catch (cause) {
    throw new AttachmentError(`ffmpeg cannot read the ${file.type} file: ${messageOf(cause)}`, ["fileUnreadable"], cause);
  }
}

/** Converts samples of Quartet's own making; `inputOptions` says their format. Throws MediaError. */
export async function convertSamples(tools: Tools, path: string, conversion: Conversion): Promise<void> {
  const options = [
    "-hide_banner",
    "-loglevel",
    "error",
    "-protocol_whitelist",
    "file",
    ...runGuards(tools.limits),
    ...(conversion.inputOptions ?? []),
  ];
  try {
    await run(tools, path, options, conversion);
  } catch (cause) {
    throw new MediaError(`ffmpeg cannot encode the samples: ${messageOf(cause)}`, { cause });
  }
}

/** One of several inputs; its options say what may be read of it. */
export interface ConversionInput {
  readonly path: string;
  readonly options: readonly string[];
}

/** A file of unknown origin among others. */
export function guardedInput(tools: Tools, file: Sniffed, options: readonly string[]): ConversionInput {
  return { path: file.path, options: [...inputGuards(file.type, tools.limits), ...options] };
}

/** Puts several inputs together. Throws AttachmentError, for one of them may be damaged. */
export async function convertInputs(tools: Tools, inputs: readonly ConversionInput[], conversion: Omit<Conversion, "inputOptions">): Promise<void> {
  const [first, ...others] = inputs.map(({ path, options }, index) => ({
    path,
    options: index === 0 ? ["-hide_banner", "-loglevel", "error", ...runGuards(tools.limits), ...options] : options,
  }));
  if (first === undefined) throw new MediaError("Expected at least one input.");
  try {
    await run(tools, first.path, first.options, conversion, others);
  } catch (cause) {
    throw new AttachmentError(`ffmpeg cannot put ${inputs.length} inputs together: ${messageOf(cause)}`, ["fileUnreadable"], cause);
  }
}

/** What was begun does not stay where it fails: on a full disk it would keep others from working too. */
async function run(
  tools: Tools,
  input: string,
  inputOptions: readonly string[],
  conversion: Conversion,
  others: readonly ConversionInput[] = [],
): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    const command = ffmpeg()
      .setFfmpegPath(tools.ffmpeg)
      .input(`file:${input}`)
      .inputOptions(...inputOptions);
    for (const { path, options } of others) command.input(`file:${path}`).inputOptions(...options);
    command
      .outputOptions("-y", "-fs", String(tools.limits.maxSamplesBytes), ...conversion.outputOptions)
      .on("end", () => resolve())
      .on("error", (error: Error) => reject(error))
      .save(conversion.output);
  });
  try {
    await done;
  } catch (error) {
    await rm(conversion.output, { force: true });
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 400) : String(error);
}
