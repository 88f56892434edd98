/** Both builds of ffmpeg that Quartet takes, the system's and the bundled one, each behind a media process of its own. */

import { afterAll } from "vitest";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";

export interface Build {
  readonly build: "system" | "bundled";
  readonly ffmpeg: Awaited<ReturnType<typeof findFfmpeg>>;
  /** The system has none of its own: there is nothing more to try than with the bundled one. */
  readonly isMissing: boolean;
  readonly media: Media;
}

/** They run until the file's tests have. To be awaited at the top of a test file; `onCrash` is told what ended one. */
export async function startBuilds(onCrash: (message: string) => void = () => {}): Promise<readonly [Build, Build]> {
  const [system, bundled] = [await findFfmpeg(), await findFfmpeg({ searchPath: "" })];
  const start = (ffmpeg: Build["ffmpeg"]) => startMedia({ ffmpeg, onCrash });
  const builds: readonly [Build, Build] = [
    { build: "system", ffmpeg: system, isMissing: system.bundled, media: await start(system) },
    { build: "bundled", ffmpeg: bundled, isMissing: false, media: await start(bundled) },
  ];
  afterAll(async () => void (await Promise.all(builds.map(({ media }) => media.stop()))));
  return builds;
}
