/** Media files of a traced conversation pass the door that people's files pass, and become what the pack's encoders wish for. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pack } from "../core/packs/pack.ts";
import { summarise } from "../core/packs/summarise.ts";
import { MediaError } from "../errors.ts";
import { findFfmpeg } from "../media/ffmpeg.ts";
import { startMedia } from "../media/supervisor.ts";
import type { DecodeFile } from "./turns.ts";

export interface MediaFiles extends AsyncDisposable {
  readonly decode: DecodeFile;
}

/** Samples are kept until it is disposed of. */
export async function openMediaFiles(pack: Pack): Promise<MediaFiles> {
  const folder = await mkdtemp(join(tmpdir(), "quartet-trace-"));
  const media = await startMedia({ ffmpeg: await findFfmpeg({ copyFolder: join(folder, "bin") }) });
  const wishes = summarise(pack).inputs;
  return {
    decode: async (modality, path) => {
      const wish = wishes[modality];
      if (wish === undefined) throw new MediaError(`${path}: this pack has no encoder of ${modality}; leave the file out.`);
      return await media.decode(path, wish, folder);
    },
    [Symbol.asyncDispose]: async () => {
      await media.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
