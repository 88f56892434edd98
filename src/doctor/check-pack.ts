/** Whether the pack is whole: every file of its manifest is there with the right bytes. */

import { verifyPack } from "../core/packs/verify-pack.ts";
import { PackError } from "../errors.ts";
import type { Check } from "./check.ts";

export async function checkPack(folder: string): Promise<Check> {
  try {
    const { manifest } = await verifyPack(folder);
    const { id, commercial } = manifest.licence;
    const found = `${manifest.name} ${manifest.version}, ${Object.keys(manifest.graphs).length} graphs, all files whole`;
    if (commercial) return { state: "ok", name: "pack", found };
    const todo = `Its licence, ${id}, allows non-commercial use only; set PACK to another one for anything else.`;
    return { state: "advice", name: "pack", found, todo };
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return {
      state: "fault",
      name: "pack",
      found: error.message,
      todo: "Check out or export the pack again, or set PACK to a folder that holds one.",
    };
  }
}
