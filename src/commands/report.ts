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

export function reportCommand(house: House): CommandHandler {
  return async ({ source, author, options }, sentences) => {
    house.note("medium-reported", { source, author }, `#${options.number}`);
    return { text: sentences.house.reported };
  };
}
