/** A group session as its members see it, on whatever platform: opened, filled, voted in, styled, exported, restarted and closed. */

import { expect, test } from "vitest";
import { SCRIPTED_ASK } from "../support/talkative-pack.ts";
import { dot } from "../support/dot.ts";

export type PersonName = "Ana" | "Ben";

export interface SharedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface StudioUnderTest {
  /** Gives the command where a session may be opened. */
  open(title: string): Promise<void>;
  /** In the session, the way in which its board says that pieces are taken. */
  say(person: PersonName, words: string): Promise<void>;
  /** By the board's Add button, or what stands for it. */
  add(person: PersonName, words: string, file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }): Promise<void>;
  /** By a reaction, on the picture with that number. */
  vote(person: PersonName, piece: number, added: boolean): Promise<void>;
  /** Gives `/studio <action>` in the session; resolves with what the person is answered. */
  command(person: PersonName, action: string, options?: Readonly<Record<string, string | number>>): Promise<string>;
  /** What the board says now; undefined where there is none yet. */
  board(): string | undefined;
  /** Everything that Quartet wrote in the session, in its order. */
  told(): readonly string[];
  /** What the board's buttons say. */
  buttons(): readonly string[];
  /** What was put into the session beside pieces. */
  exports(): readonly SharedFile[];
  restart(): Promise<void>;
  /** Resolves once it holds. */
  until(holds: () => boolean, what: string): Promise<void>;
}

export function describeStudio(name: string, make: () => Promise<StudioUnderTest>, hears: RegExp): void {
  test(`${name}: members make a book and a film together, through a restart, to the goodbye`, { timeout: 300_000 }, async () => {
    const studio = await make();
    const shows = (pattern: RegExp) => studio.until(() => pattern.test(studio.board() ?? ""), `the board to show ${pattern}`);
    await studio.open("a storybook about a lighthouse");
    await shows(/a storybook about a lighthouse/);
    expect(studio.board()).toMatch(hears);
    expect(studio.board()).toMatch(/opened by Ana/);

    await studio.say("Ana", SCRIPTED_ASK);
    await shows(/#3\W+🎬.*Ana/);
    await studio.add("Ben", "my own dot", dot);
    await shows(/#4\W+🖼️ my own dot.*Ben/);
    await shows(/Ana \(3\) · Ben \(\d\)/);

    await studio.vote("Ben", 1, true);
    await shows(/#1\W.*♥ 1/);
    await studio.vote("Ana", 4, true);
    await studio.vote("Ben", 1, false);
    await shows(/#4\W.*♥ 1/);
    await studio.until(() => !/#1\W.*♥/.test(studio.board() ?? ""), "the vote to be taken back");

    expect(await studio.command("Ben", "style", { phrase: "at night in the snow" })).toMatch(/at night in the snow/);
    await shows(/Style:\W+at night in the snow/);
    expect(await studio.command("Ana", "lineage", { piece: 4 })).toMatch(/#4 .*Ben · begins here/);
    expect(await studio.command("Ana", "credits")).toMatch(/Ben: #4 \(1 vote\)/);
    expect(await studio.command("Ben", "close")).toMatch(/Only who opened this studio/);

    const before = studio.board();
    await studio.restart();
    await studio.vote("Ben", 4, true);
    await shows(/#4\W.*♥ 2/);
    expect(studio.board()?.replace("♥ 2", "♥ 1")).toBe(before);

    await studio.command("Ana", "export");
    await studio.until(() => studio.exports().length === 2, "the book and the film");
    const [book, film] = ["html", "mp4"].map((ending) => studio.exports().find((file) => file.name === `a-storybook-about-a-lighthouse.${ending}`));
    expect(Buffer.from(book?.bytes ?? []).toString()).toMatch(/<h1>a storybook about a lighthouse<\/h1>/);
    expect(
      Buffer.from(film?.bytes ?? [])
        .subarray(4, 8)
        .toString(),
    ).toBe("ftyp");

    await studio.command("Ana", "close");
    await shows(/This studio is closed/);
    await studio.until(() => studio.told().some((words) => /is closed with \d pieces by 2 people/.test(words)), "the goodbye");
    expect(studio.buttons()).not.toContain("Add");
  });
}
