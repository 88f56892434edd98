/** Copies of the tiny pack that a test may damage. */

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import type { manifestSchema } from "../../../src/core/packs/manifest.ts";

export const TINY_PACK = fileURLToPath(new URL("../../fixtures/tiny-pack", import.meta.url));

export type RawManifest = z.input<typeof manifestSchema>;

export class PackCopy implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "quartet-pack-"));

  constructor() {
    cpSync(TINY_PACK, this.folder, { recursive: true });
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  editManifest(edit: (manifest: RawManifest) => void): void {
    const manifest: RawManifest = JSON.parse(readFileSync(this.path("manifest.json"), "utf8"));
    edit(manifest);
    writeFileSync(this.path("manifest.json"), JSON.stringify(manifest));
  }

  /** Changes a graph's file and makes size and sha256 of the manifest agree with it. */
  rewriteGraph(role: string, change: (bytes: Buffer) => Uint8Array): void {
    this.editManifest(({ graphs }) => {
      const graph = graphs[role];
      if (!graph) throw new RangeError(role);
      const bytes = change(readFileSync(this.path(graph.file)));
      writeFileSync(this.path(graph.file), bytes);
      graph.bytes = bytes.length;
      graph.sha256 = createHash("sha256").update(bytes).digest("hex");
    });
  }

  rewriteTokenizer(change: (text: string) => string): void {
    this.editManifest(({ tokenizer }) => {
      const text = change(readFileSync(this.path(tokenizer.file), "utf8"));
      writeFileSync(this.path(tokenizer.file), text);
      tokenizer.sha256 = createHash("sha256").update(text).digest("hex");
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
