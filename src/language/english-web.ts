/** What Quartet says on the page only, in English. */

export const web = {
  help: (houseLines: readonly string[]) =>
    [
      "Type, drop, paste or record words, pictures, sounds and clips, and ask for them: I answer with the same.",
      "Everything made or sent has a number: say “make #3 blue”, or press the buttons beneath it.",
      ...houseLines,
      "I am a machine: what I say and make is generated.",
    ].join("\n"),
  houseLine: (name: string, description: string) => `/${name}: ${description}.`,
};
