/** House commands that exist for tests only: one with actions and every kind of option, one plain and public. */

import type { CommandDeclaration } from "../../src/commands/declaration.ts";

const words = (en: string, de: string) => ({ en, de });

export const GARDEN: CommandDeclaration = {
  name: "garden",
  description: words("A garden", "Ein Garten"),
  actions: [
    {
      name: "plant",
      description: words("Plant something", "Etwas pflanzen"),
      options: [
        { type: "text", name: "what", description: words("What", "Was"), isRequired: true, maxLength: 100 },
        { type: "whole", name: "count", description: words("How many", "Wie viele"), minimum: 1, maximum: 9 },
        { type: "choice", name: "where", description: words("Where", "Wo"), choices: [{ value: "bed", label: words("in the bed", "ins Beet") }] },
        { type: "person", name: "with", description: words("With whom", "Mit wem") },
        { type: "file", name: "picture", description: words("A picture", "Ein Bild") },
      ],
    },
    { name: "look", description: words("Look at it", "Ansehen") },
  ],
};

export const SUN: CommandDeclaration = {
  name: "sun",
  description: words("The sun", "Die Sonne"),
  options: [
    { type: "person", name: "for", description: words("For whom", "Für wen") },
    { type: "whole", name: "hours", description: words("How long", "Wie lange"), minimum: 1 },
  ],
  isPublic: true,
};
