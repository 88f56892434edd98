/** `export me`: everything that is stored about whoever asks, as one file that only they get and that is not kept. */

import { writeExport, type ExportParts } from "../privacy/export-file.ts";
import { keptAbout, type KeptParts } from "../privacy/kept.ts";
import type { Source } from "../turn/inbound.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const EXPORT: CommandDeclaration = {
  name: "export",
  description: localised(({ privacy }) => privacy.export.description),
  actions: [{ name: "me", description: localised(({ privacy }) => privacy.export.me) }],
};

export interface ExportCommandParts extends KeptParts, ExportParts {
  /** Largest file that the place takes. */
  readonly maxFileBytesAt: (source: Source) => number;
}

export function exportCommand(parts: ExportCommandParts): CommandHandler {
  return async ({ source, author }, { privacy }) => {
    const { platform } = source;
    const kept = await keptAbout(parts, { platform, id: author.id });
    if (Object.values(kept).every((list) => list.length === 0)) return { text: privacy.export.nothing };
    const about = { madeAt: new Date().toISOString(), platform, personId: author.id, name: author.name };
    const { file, leftOut, drop } = await writeExport(parts, about, kept, parts.maxFileBytesAt(source));
    const text = [privacy.export.ready, ...(leftOut === 0 ? [] : [privacy.export.leftOut(leftOut)])].join(" ");
    return { text, files: [file], done: drop };
  };
}
