/** Every house command that people can give, in the order in which platforms list them. */

import type { CommandDeclaration } from "./declaration.ts";
import { STUDIO } from "../studio/command.ts";
import { DIAGNOSE } from "./diagnose.ts";
import { EXPORT } from "./export.ts";
import { MODERATE } from "./moderate.ts";
import { PRIVACY } from "./privacy.ts";
import { QUEUE } from "./queue.ts";
import { REPORT } from "./report.ts";
import { SETTINGS } from "./settings.ts";

export const DECLARED_COMMANDS: readonly CommandDeclaration[] = [QUEUE, DIAGNOSE, STUDIO, REPORT, PRIVACY, EXPORT, SETTINGS, MODERATE];
