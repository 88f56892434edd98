/** Everything that Quartet says to people stands in src/language, in every language; the checker sees what is planted elsewhere. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSources } from "../support/boundary.ts";
import { findStrayMarkup, findStraySentences } from "../support/stray-sentences.ts";

test("no sentence to people stands outside of src/language", () => {
  expect(readSources().flatMap(findStraySentences)).toEqual([]);
});

test("nor in the page's markup", () => {
  expect(findStrayMarkup(readFileSync("adapters/web/page/page.html", "utf8"))).toEqual([]);
  const planted = '<p aria-label="Studio">Nothing waits here.</p><b title="{skip}">{drop}</b><meta name="description" content="Quartet answers." />';
  expect(findStrayMarkup(planted)).toEqual(["Nothing waits here.", "Studio", "Quartet answers."]);
});

const inFile = (code: string, path = "adapters/discord/interactions.ts") => findStraySentences({ path, text: `/** Planted. */\n${code}\n` });

test.each([
  ['await interaction.reply({ content: "I forgot what you said." });', "I forgot what you said."],
  ["return { text: `Only \u0024{name} can cancel this.` };", "Only x can cancel this."],
  ['outlet.tell({ type: "notice", text: isLate ? "This came too late" : "" });', "This came too late"],
  ['await whisper(interaction, `\u0024{count > 1 ? "These files are too large." : ""}`);', "These files are too large."],
  ['return refuse(context, 400, "invalid", "please tell me your name.");', "please tell me your name."],
  ['const TOLD = "Das habe ich nicht verstanden";', "Das habe ich nicht verstanden"],
  ['const page = `<p class="a">Nothing waits here.</p>`;', '<p class="a">Nothing waits here.</p>'],
  ['const pattern = /["`]/; say("Something went wrong here.");', "Something went wrong here."],
])("a planted sentence is found: %s", (code, words) => {
  expect(inFile(code)).toEqual([`adapters/discord/interactions.ts:2: ${words}`]);
});

test.each([
  ['textButton("Share", onShare)', "Share"],
  ["iconButton(`Remove \u0024{name}`)", "Remove x"],
  ['const label = "Add pictures or sounds";', "Add pictures or sounds"],
])("on the page a single word counts too: %s", (code, words) => {
  expect(inFile(code, "adapters/web/page/bar.ts")).toEqual([`adapters/web/page/bar.ts:2: ${words}`]);
});

test.each([
  'throw new DeliveryError("Discord did not take the message.", error);',
  'logger.warn({ err: error }, "Discord did not take the commands; those of an earlier start stay.");',
  'database.prepare("SELECT what FROM audit WHERE at < ?");',
  'throw new ConfigError(["DISCORD_TOKEN: Discord refuses it."]);',
  '// I do not know this.\nconst a = "c";',
  'const headers = { "content-security-policy": "sandbox; default-src none" };',
  'const asked = { text: "what does this sound like?" };',
  "await reply(sentences.discord.forgotAll);",
])("what nobody in a channel reads is no fault: %s", (code) => {
  expect(inFile(code)).toEqual([]);
});

test("what operators read may stand where it is", () => {
  expect(inFile('console.log("This machine has no GPU.");', "src/doctor/main.ts")).toEqual([]);
});
