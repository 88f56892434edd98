/** What Quartet says in the terminal only, in English. */

export const terminal = {
  help: (houseLines: readonly string[]) =>
    [
      "Ask for words, pictures, sounds and clips in your own words; --image, --audio and --video send files along.",
      "What is made lies in the folder that --out names, and has a number: say “make #3 blue”.",
      ...houseLines,
      "/forget: I forget this conversation; “/forget me” everything you said to me in this terminal.",
      "I am a machine: what I say and make is generated.",
    ].join("\n"),
  houseLine: (name: string, description: string) => `/${name}: ${description}.`,
  onceMore: "once more",
  waiting: (count: number) => `${count === 1 ? "1 answer" : `${count} answers`} before yours`,
};
