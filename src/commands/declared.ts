/** Every house command that people can give, in the order in which platforms list them. */

import type { CommandDeclaration } from "./declaration.ts";
import { STUDIO } from "../studio/command.ts";
import { DIAGNOSE } from "./diagnose.ts";
import { MODERATE } from "./moderate.ts";
import { QUEUE } from "./queue.ts";
import { REPORT } from "./report.ts";
import { SETTINGS } from "./settings.ts";

export const DECLARED_COMMANDS: readonly CommandDeclaration[] = [QUEUE, DIAGNOSE, STUDIO, REPORT, SETTINGS, MODERATE];
