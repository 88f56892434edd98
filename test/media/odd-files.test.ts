/** Whatever people send gives a proper result or a clear sentence, with the system's ffmpeg and with the bundled one, and never ends the process. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AttachmentError } from "../../src/errors.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { startBuilds } from "./builds.ts";
import { cases } from "./odd-cases.ts";

const crashes: string[] = [];
describe.each(await startBuilds((message) => crashes.push(message)))("with the $build ffmpeg", ({ isMissing, media }) => {
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
