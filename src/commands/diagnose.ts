/** `diagnose`: what Quartet may do where it is asked, what holds there, what it runs on, and how to mend what is missing. */

import type { PlaceReport } from "../adapter.ts";
import type { PackSummary } from "../core/protocol.ts";
import type { Sentences } from "../language/language.ts";
import type { Source } from "../turn/inbound.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const DIAGNOSE: CommandDeclaration = {
  name: "diagnose",
  description: localised(({ diagnose }) => diagnose.description),
};

export interface DiagnoseParts {
  readonly pack: () => PackSummary;
  /** How much is worked on and waits in all. */
  readonly load: () => { readonly running: number; readonly waiting: number };
  /** Undefined where the platform knows no permissions. */
  readonly inspect: (source: Source, sentences: Sentences) => Promise<PlaceReport | undefined>;
  /** Whether each part is well, by its name. */
  readonly checks: () => Promise<Readonly<Record<string, boolean>>>;
}

export function diagnoseCommand({ pack, load, inspect, checks }: DiagnoseParts): CommandHandler {
  return async ({ source }, sentences) => {
    const { diagnose } = sentences;
    const [report, parts] = await Promise.all([inspect(source, sentences), checks()]);
    const unwell = Object.keys(parts).filter((name) => parts[name] !== true);
    const { running, waiting } = load();
    const lines = [
      ...(report ? placeLines(report, diagnose) : []),
      packLine(pack(), diagnose),
      diagnose.queue(running, waiting),
      ...unwell.map((name) => diagnose.unwell(name)),
      ...(report ? missingLines(report, diagnose) : []),
    ];
    const isWhole = unwell.length === 0 && (report?.permissions ?? []).every(({ isGranted }) => isGranted);
    return { text: [...lines, ...(isWhole ? [diagnose.nothingMissing] : [])].join("\n") };
  };
}

function placeLines({ permissions, hearsWords, limits }: PlaceReport, diagnose: Sentences["diagnose"]): readonly string[] {
  const marks = permissions.map(({ name, isGranted }) => `${isGranted ? "✅" : "❌"} ${name}`);
  return [
    ...(marks.length === 0 ? [] : [`${diagnose.permissions} ${marks.join(" · ")}`]),
    hearsWords ? diagnose.hearsWords : diagnose.hearsAddressed,
    diagnose.limits(limits.maxTextLength, limits.maxFileBytes / 2 ** 20, limits.maxFilesPerMessage),
  ];
}

function packLine({ name, version, licence, device, outputs }: PackSummary, diagnose: Sentences["diagnose"]): string {
  return diagnose.pack(`${name} ${version}`, licence.id, device, outputs);
}

function missingLines({ permissions, fix }: PlaceReport, diagnose: Sentences["diagnose"]): readonly string[] {
  const missing = permissions.filter(({ isGranted }) => !isGranted);
  if (missing.length === 0) return [];
  const named = (isOptional: boolean) => missing.flatMap((each) => (each.isOptional === isOptional ? [each.name] : []));
  return [
    ...(named(false).length === 0 ? [] : [diagnose.needs(named(false))]),
    ...(named(true).length === 0 ? [] : [diagnose.wouldLike(named(true))]),
    fix,
  ];
}
