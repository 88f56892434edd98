/** Is a pack's folder whole? Schema, roles, sizes and sha256 of every file; opens no graph, so that `npm run doctor` can ask quickly. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { PackError } from "../../errors.ts";
import { MEDIA_MODALITIES } from "../../turn/modality.ts";
import { checkInterfaces } from "./check-interfaces.ts";
import { checkJoins } from "./check-joins.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";
import { isGraphRole, requiredRoles } from "./roles.ts";

export interface VerifiedPack {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

/** @throws PackError for the first fault, naming the file. */
export async function verifyPack(folder: string): Promise<VerifiedPack> {
  const text = await readManifestText(folder);
  const manifest = parseManifest(text);
  checkRoles(manifest);
  checkInterfaces(manifest);
  checkJoins(manifest);
  for (const file of listFiles(manifest)) await checkFile(folder, file);
  await checkTokenizer(folder, manifest);
  return { folder, manifest, manifestSha256: createHash("sha256").update(text).digest("hex") };
}

interface PackFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes?: number;
}

async function readManifestText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, "manifest.json"), "utf8");
  } catch (error) {
    throw new PackError("manifest.json", `expected a pack in ${folder}, found no readable manifest; set PACK to a folder that holds one.`, error);
  }
}

function parseManifest(text: string): Manifest {
  const json = parseJson("manifest.json", text);
  const version = z.looseObject({ format: z.unknown() }).safeParse(json).data?.format;
  if (version !== 1) throw new PackError("manifest.json", `expected format 1, got ${JSON.stringify(version)}; this program reads format 1 only.`);
  const result = manifestSchema.safeParse(json);
  if (result.success) return result.data;
  throw new PackError("manifest.json", `does not fit the schema:\n${z.prettifyError(result.error)}`, result.error);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PackError(file, `is no JSON: ${error instanceof Error ? error.message : error}`, error);
  }
}

function checkRoles(manifest: Manifest): void {
  const unknown = Object.keys(manifest.graphs).find((role) => !isGraphRole(role));
  if (unknown !== undefined)
    throw new PackError("manifest.json", `the graph role "${unknown}" is unknown; see src/core/packs/roles.ts for those that there are.`);
  const missing = requiredRoles(manifest).find((role) => manifest.graphs[role] === undefined);
  if (missing !== undefined)
    throw new PackError("manifest.json", `its inputs and outputs need a graph with the role "${missing}", and there is none.`);
  if (manifest.outputs.video?.firstFrame && !manifest.outputs.image) {
    throw new PackError("manifest.json", "outputs.video.firstFrame needs outputs.image, which draws that frame.");
  }
}

function listFiles(manifest: Manifest): PackFile[] {
  const graphs = Object.values(manifest.graphs).flatMap((graph) => [graph, ...graph.external]);
  const constants = MEDIA_MODALITIES.flatMap((modality) => manifest.outputs[modality]?.unconditional ?? []);
  const sized = constants.map((constant) => ({ ...constant, bytes: 4 * constant.shape.reduce((count, size) => count * size, 1) }));
  return [manifest.tokenizer, ...graphs, ...sized];
}

/** Hashes that were right, by path, size and time of change, for as long as the process lives. */
const verified = new Map<string, string>();

async function checkFile(folder: string, { file, sha256, bytes }: PackFile): Promise<void> {
  const path = join(folder, file);
  const info = await stat(path).catch((error: unknown) => {
    throw new PackError(file, "the manifest names it, and it is not there; fetch or export the pack again.", error);
  });
  if (bytes !== undefined && info.size !== bytes) {
    throw new PackError(file, `expected ${bytes} bytes, got ${info.size}; it is cut off or another version.`);
  }
  const key = `${path}:${info.size}:${info.mtimeMs}`;
  const actual = verified.get(key) ?? (await hashFile(file, path));
  if (actual !== sha256) throw new PackError(file, `expected sha256 ${sha256}, got ${actual}; it is damaged or another version.`);
  verified.set(key, actual);
}

async function hashFile(file: string, path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (error) {
    throw new PackError(file, `cannot be read: ${error instanceof Error ? error.message : error}`, error);
  }
  return hash.digest("hex");
}

const tokenizerSchema = z.looseObject({
  added_tokens: z.array(z.looseObject({ content: z.string(), id: z.int() })).default([]),
  model: z.looseObject({ vocab: z.record(z.string(), z.number()) }),
});

/** Every signal token and every begin and end token of a medium must be one token, and signals such as the LLM can say. */
async function checkTokenizer(folder: string, manifest: Manifest): Promise<void> {
  const { file } = manifest.tokenizer;
  const result = tokenizerSchema.safeParse(parseJson(file, await readFile(join(folder, file), "utf8")));
  if (!result.success) throw new PackError(file, "expected a tokenizer.json with model.vocab and added_tokens.", result.error);
  const known = new Map([...Object.entries(result.data.model.vocab), ...result.data.added_tokens.map(({ content, id }) => [content, id] as const)]);
  const missing = specialTokens(manifest).find((token) => !known.has(token));
  if (missing !== undefined) throw new PackError(file, `the manifest uses the token "${missing}", which the tokenizer does not have.`);
  const { vocabulary } = manifest.llm;
  const unsaid = signalsOf(manifest).find((token) => (known.get(token) ?? 0) >= vocabulary);
  if (unsaid !== undefined)
    throw new PackError(file, `"${unsaid}" is token ${known.get(unsaid)}, and the LLM knows ${vocabulary}; it could never ask for the medium.`);
}

function specialTokens(manifest: Manifest): string[] {
  const brackets = MEDIA_MODALITIES.flatMap((modality) => {
    const { open, close } = manifest.inputs[modality] ?? {};
    return [open ?? [], close ?? []].flat();
  });
  return [...brackets, ...signalsOf(manifest)];
}

function signalsOf({ outputs }: Manifest): string[] {
  return MEDIA_MODALITIES.flatMap((modality) => outputs[modality]?.signals ?? []);
}
