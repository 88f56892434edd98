/** `report`: somebody finds that a piece should not be there; whoever moderates sees it in the log. */

import type { House } from "../house/house.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const REPORT: CommandDeclaration = {
  name: "report",
  description: localised(({ house }) => house.report),
  options: [
    {
      type: "whole",
      name: "number",
      description: localised(({ moderate }) => moderate.number),
      minimum: 1,
      maximum: 999_999,
      isRequired: true,
    },
  ],
};

/** The same report counts once, so that nobody floods the log with it; the piece may be one of an answer that is still being given. */
export function reportCommand(house: House): CommandHandler {
  return async ({ source, author, options }, sentences) => {
    const report = { what: "medium-reported", rule: `#${options.number}` } as const;
    if (!house.audit.isNoted({ ...report, source, personId: author.id })) house.note(report.what, { source, author }, report.rule);
    return { text: sentences.house.reported };
  };
}
