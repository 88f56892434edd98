/** Answers on Discord when it does not play along: refusals, lost requests, restarts. */

import { RESTJSONErrorCodes, PermissionFlagsBits, type APIMessage } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import type { Told } from "../../../src/router/outlet.ts";
import type { Trouble } from "../../fakes/discord/troubles.ts";
import { resumed } from "../../support/resumed.ts";
import { END, mediaEnd, mediaStart, soundEnd, START, targetOf, tell, textDelta } from "./platform.ts";
import { asked, contents, deny } from "./asked.ts";

const TROUBLES: readonly Trouble[] = [
  { type: "reset-before" },
  { type: "reset-after" },
  { type: "status", status: 502 },
  { type: "rate-limit", retryAfterSeconds: 0.05 },
];

test.each(TROUBLES)("a request that goes wrong ($type) neither loses nor doubles a message", async (trouble) => {
  const { discord, written, told } = await asked();
  for (const method of ["POST", "PATCH"]) discord.troubles.order(method, /messages/, trouble, 1);
  const persistently = async (event: Told) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await told(event);
      } catch (error) {
        if (attempt === 3) throw error;
        expect(error).toMatchObject({ code: "delivery" });
      }
    }
  };
  for (const event of [START, { type: "notice", text: "Left out: notes.pdf." } as const, textDelta("Here."), mediaStart(1), mediaEnd(1), END])
    await persistently(event);
  expect(contents(written())).toEqual(["-# Left out: notes.pdf.", "Here.", "🖼️ **#1** a red boat"]);
});

test("a sound that was said aloud before a restart is not said twice; another one takes its place", async () => {
  const { discord, channel, adapter, makeAdapter, said, written, told } = await asked();
  await told(START, soundEnd(3), soundEnd(4));
  const before = written().map(({ id }) => id);
  expect(before).toHaveLength(4);
  await adapter.stop();
  const next = makeAdapter();
  onTestFinished(() => next.stop());
  await next.start(async () => undefined);
  await tell(resumed(next), said, START, soundEnd(3), soundEnd(4, 200), END);
  const after = discord.written(channel);
  expect(after.map(({ content, attachments }) => content || attachments[0]?.size)).toEqual(["🔊 **#3** a bell", 100, "🔊 **#4** a bell", 200]);
  expect(after.slice(0, 3).map(({ id }) => id)).toEqual(before.slice(0, 3));
});

test("where files are not allowed, the missing permission is named in their place", async () => {
  const { discord, channel, written, told } = await asked();
  await deny(discord, channel, PermissionFlagsBits.AttachFiles);
  await told(START, mediaEnd(1), END);
  expect(contents(written())).toEqual([
    "-# #1: I need the permission “Attach Files” in #general. Someone who manages this server can grant it: Edit Channel, then Permissions, then my role.",
  ]);
});

test("a refusal names the permission to the operator", async () => {
  const { channel, told } = await asked();
  channel.denied = PermissionFlagsBits.ViewChannel;
  await expect(told(START, textDelta("Hello"), END)).rejects.toMatchObject({ code: "delivery", message: expect.stringContaining("Missing Access") });
});

test("a message that Discord lets nobody edit any more is replaced by a new one", async () => {
  const { discord, written, told } = await asked();
  await told(START, textDelta("Here "));
  const first = await discord.waitFor(() => written()[0], "the first words");
  discord.troubles.order(
    "PATCH",
    /messages/,
    { type: "status", status: 400, code: RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached },
    2,
  );
  await told(textDelta("it is."), END);
  expect(contents(written())).toEqual(["Here it is."]);
  expect(written()).not.toContain(first);
});

test("what somebody deleted is not written again", async () => {
  const { discord, channel, written, told } = await asked();
  await told(START, textDelta("Here "));
  const first = await discord.waitFor(() => written()[0], "the first words");
  discord.messages.remove(channel, first.id);
  await told(textDelta("it is."), END);
  expect(written()).toEqual([]);
});

test("an answer that a restart broke off takes the place of what it had written", async () => {
  const { discord, channel, adapter, makeAdapter, said, written, told } = await asked();
  await told(START, textDelta("Here is yo"), mediaStart(1));
  await discord.waitFor(() => written().length === 2, "both messages");
  const before = written().map(({ id }) => id);
  await adapter.stop();
  const next = makeAdapter();
  await next.start(async () => undefined);
  await tell(resumed(next), said, START, textDelta("Here is your boat."), END);
  await next.stop();
  expect(discord.written(channel).map(({ id, content }) => [id, content])).toEqual([[before[0], "Here is your boat."]]);
  expect(targetOf(said).source.messageId).toBe(written()[0]?.message_reference?.message_id);
});

test("what may not have arrived stands with a button, and goes out as the reply to whoever presses it", async () => {
  const { discord, channel, adapter, heard, written, told } = await asked();
  await told({ type: "unconfirmed", text: "I cannot find out whether it arrived." }, END);
  const [doubt] = written();
  expect(doubt?.content).toBe("-# I cannot find out whether it arrived.");
  discord.person("Ben").press(channel, doubt as APIMessage, "Send again");
  const pressed = await heard(1);
  expect(pressed).toMatchObject({ type: "pressed", action: { type: "resend", turnId: `${(await heard(0)).id}/answer` } });
  await tell(adapter, pressed, START, textDelta("Here is your boat."), END);
  expect(written().map(({ content }) => content)).toEqual([doubt?.content, "Here is your boat."]);
});

test("after a restart the reply to a command still goes through its token", async () => {
  const { discord, channel, adapter, makeAdapter, heard } = await asked();
  const command = discord.person("Ben").command(channel, "ask", { text: "a blue ball" });
  const said = await heard(1);
  await discord.waitFor(() => command.originalId, "the deferral");
  await adapter.stop();
  const next = makeAdapter();
  onTestFinished(() => next.stop());
  await next.start(async () => undefined);
  await tell(resumed(next), said, START, textDelta("Here is your ball."), END);
  expect(channel.messages.get(command.originalId ?? "")?.content).toBe("Here is your ball.");
  expect(discord.requests.some(({ method, path }) => method === "PATCH" && path.endsWith("messages/@original"))).toBe(true);
});
