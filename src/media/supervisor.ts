/** The door as an object: each method is a job for the media process, and what comes back is not trusted. */

import { lstat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { MediaError } from "../errors.ts";
import type { FoundFfmpeg } from "./ffmpeg.ts";
import { JobQueue } from "./job-queue.ts";
import { type FilmScene, type Media, type MediaLimits, defaultMediaLimits } from "./media.ts";
import { canDenyNetwork, startProcess } from "./process.ts";

export interface MediaOptions {
  readonly ffmpeg: FoundFfmpeg;
  readonly limits?: Partial<MediaLimits>;
  /** Told when the process ended without being asked to, and what was done about it. */
  readonly onCrash?: (message: string) => void;
}

/** The process starts now, and after each end again with the next job. Throws nothing; what does not work shows in the first job. */
export async function startMedia(options: MediaOptions): Promise<Media> {
  const limits = { ...defaultMediaLimits, ...options.limits };
  const withoutNetwork = await canDenyNetwork();
  const jobs = new JobQueue({
    limits,
    onCrash: options.onCrash ?? (() => {}),
    start: (events) => startProcess({ ...options.ffmpeg, limits }, withoutNetwork, events),
  });
  jobs.warmUp();
  return {
    inspect: (path) => jobs.run({ type: "inspect", path: resolve(path) }),
    decode: async (path, wish, outFolder) => {
      const result = await jobs.run({ type: "decode", path: resolve(path), wish, outFolder: resolve(outFolder) });
      await checkWritten(result.path, outFolder);
      return result;
    },
    encode: async (samples, encodeOptions, outFolder) => {
      const result = await jobs.run({
        type: "encode",
        samples: { ...samples, path: resolve(samples.path) },
        options: encodeOptions,
        outFolder: resolve(outFolder),
      });
      await checkWritten(result.path, outFolder);
      return result;
    },
    preview: (samples) => jobs.run({ type: "preview", samples: { ...samples, path: resolve(samples.path) } }),
    fit: async (path, maxBytes, outFolder, span) => {
      const part = span === undefined ? {} : { span };
      const result = await jobs.run({ type: "fit", path: resolve(path), maxBytes, outFolder: resolve(outFolder), ...part });
      if (result.path !== resolve(path)) await checkWritten(result.path, outFolder);
      return result;
    },
    filmScene: async (scene, outFolder) => {
      const result = await jobs.run({ type: "filmScene", scene: withFullPaths(scene), outFolder: resolve(outFolder) });
      await checkWritten(result.path, outFolder);
      return result;
    },
    film: async (segments, provenance, outFolder) => {
      const resolved = segments.map((segment) => ({ ...segment, path: resolve(segment.path) }));
      const result = await jobs.run({ type: "film", segments: resolved, provenance, outFolder: resolve(outFolder) });
      await checkWritten(result.path, outFolder);
      return result;
    },
    about: { ffmpegVersion: options.ffmpeg.version, bundledFfmpeg: options.ffmpeg.bundled, withoutNetwork },
    get health() {
      return jobs.health;
    },
    stop: () => jobs.stop(),
  };
}

function withFullPaths(scene: FilmScene): FilmScene {
  if (scene.type === "card") return scene;
  const { visual, sounds } = scene;
  return { ...scene, sounds: sounds.map((path) => resolve(path)), ...(visual === undefined ? {} : { visual: resolve(visual) }) };
}

/** A process that a hostile file took over must not be able to hand out other files of this machine. */
async function checkWritten(path: string, outFolder: string): Promise<void> {
  const isInside = dirname(resolve(path)) === resolve(outFolder);
  if (!isInside || !(await lstat(path)).isFile())
    throw new MediaError(`Expected the media process to write a file into ${outFolder}, it names ${path}.`);
}
