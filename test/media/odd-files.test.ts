/** Whatever people send gives a proper result or a clear sentence, with the system's ffmpeg and with the bundled one, and never ends the process. */

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AttachmentError } from "../../src/errors.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { cases } from "./odd-cases.ts";

const system = await findFfmpeg();
describe.each([
  { build: "system", ffmpeg: system, isMissing: system.bundled },
  { build: "bundled", ffmpeg: await findFfmpeg({ searchPath: "" }), isMissing: false },
])("with the $build ffmpeg", ({ ffmpeg, isMissing }) => {
  let media: Media;
  const crashes: string[] = [];
  beforeAll(async () => {
    media = await startMedia({ ffmpeg, onCrash: (message) => crashes.push(message) });
  });
  afterAll(() => media.stop());

  test.skipIf(isMissing).each(Object.entries(cases))("%s", async (_name, { make, seen, wish, samples, told }) => {
    const folder = freshFolder();
    const path = await make(folder);
    const work = async () => {
      const inspection = await media.inspect(path);
      if (seen !== undefined) expect(inspection).toMatchObject(seen);
      return wish === undefined ? undefined : media.decode(path, wish, folder);
    };
    if (told === undefined) {
      const result = await work();
      expect(result).toMatchObject(samples ?? {});
      if (result !== undefined) expect(readFileSync(result.path).length).toBeGreaterThan(0);
    } else {
      const error = await work().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(AttachmentError);
      expect(error).toMatchObject({ told: expect.stringMatching(told) });
    }
    expect(crashes).toEqual([]);
  });
});
