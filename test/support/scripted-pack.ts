/** The tiny pack, copied so that common tokens are its signals: a random LLM then asks for media without being asked. */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, manifestSchema } from "../../src/core/packs/manifest.ts";

export const TINY_PACK = join(import.meta.dirname, "../fixtures/tiny-pack");

/** A deep copy of the manifest to change; the schema's own defaults are filled in. */
type ManifestChange = (manifest: Manifest) => Manifest;

export function copyTinyPack(folder: string, change: ManifestChange): string {
  cpSync(TINY_PACK, folder, { recursive: true });
  const path = join(folder, "manifest.json");
  writeFileSync(path, JSON.stringify(change(readManifest(folder))));
  return folder;
}

export function readManifest(folder = TINY_PACK): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
}
