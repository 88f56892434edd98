/** The local Slack is used by the real Bolt unchanged, and refuses what Slack refuses. */

import { App, LogLevel, webApi } from "@slack/bolt";
import { expect, onTestFinished, test } from "vitest";
import { FakeSlack, type FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";

const RAPID = { retries: 3, minTimeout: 0, maxTimeout: 1 };

async function started(options?: FakeSlackOptions) {
  const slack = await new FakeSlack(options).start();
  onTestFinished(() => slack.stop());
  const ana = slack.addPerson("Ana");
  const general = slack.addChannel("general", [ana]);
  const client = new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR, retryConfig: RAPID });
  return { slack, ana, general, client };
}

async function connected(options?: FakeSlackOptions) {
  const around = await started(options);
  const { slack } = around;
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({ token: slack.botToken, appToken: slack.appToken, socketMode: true, clientOptions, logLevel: LogLevel.ERROR });
  onTestFinished(async () => void (await app.stop()));
  await app.start();
  return { ...around, app };
}

const code = (promise: Promise<unknown>) => promise.then(() => "ok").catch((error: { data?: { error?: string } }) => error.data?.error);

test("Bolt connects by Socket Mode, hears mentions, messages, commands and buttons, and answers", async () => {
  const { slack, ana, general, app } = await connected();
  const heard: string[] = [];
  app.event("app_mention", async ({ event, say }) => {
    heard.push(event.type);
    const blocks = [
      { type: "actions" as const, elements: [{ type: "button" as const, action_id: "again", text: { type: "plain_text" as const, text: "Again" } }] },
    ];
    await say({ text: "Hello", blocks, thread_ts: event.ts });
  });
  app.command("/quartet", async ({ ack }) => ack("taken"));
  app.action("again", async ({ ack, body, client }) => {
    await ack();
    if (!("trigger_id" in body)) return;
    const element = { type: "plain_text_input" as const, action_id: "words" };
    const blocks = [{ type: "input" as const, block_id: "words", label: { type: "plain_text" as const, text: "What?" }, element }];
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: "modal", callback_id: "use", title: { type: "plain_text", text: "Use" }, blocks },
    });
  });
  app.view("use", async ({ ack, view }) => {
    heard.push(view.state.values.words?.words?.value ?? "");
    await ack();
  });
  const asked = await ana.say(general, "hi", [], { mention: true });
  await slack.waitFor(() => slack.messages(general, asked.ts).length === 2);
  expect(await ana.command("/quartet", "a boat", general)).toMatchObject({ text: "taken" });
  await ana.press("again");
  await slack.waitFor(() => slack.world.views.length === 1);
  await ana.submit({ words: "bluer" });
  expect(heard).toEqual(["app_mention", "bluer"]);
});

test("a late event and a repeated one arrive", async () => {
  const { slack, ana, general, app } = await connected();
  const heard: unknown[] = [];
  app.use(async ({ body, next }) => {
    heard.push("event_id" in body && body.event_id);
    await next();
  });
  slack.socketMode.hold();
  const late = ana.say(general, "late");
  slack.socketMode.flow();
  await late;
  await slack.repeat(slack.events[0] ?? {});
  expect(heard).toEqual([slack.events[0]?.event_id, slack.events[0]?.event_id]);
});

test("signed HTTP: the address is verified, a wrong signature is refused and tried four times", async () => {
  const { slack, ana } = await started();
  const app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  const server = await app.start({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => void (await app.stop()));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/slack/events`;
  expect(await slack.useHttp(url).verify()).toBe("prove-it");
  await ana.say(ana.dm, "hello");
  const wrong = slack.useHttp(url, "another secret");
  await expect(ana.say(ana.dm, "hello")).rejects.toThrow("operation_timeout");
  expect(wrong.statuses).toEqual([401, 401, 401, 401]);
});

test("streams begin in threads, take 12,000 characters, and end", async () => {
  const { slack, ana, general, client } = await started();
  slack.world.channels.get(general.id);
  const root = slack.world.put({ ts: slack.world.newTs(), channel: general.id, user: ana.user.id, text: "hi", blocks: [], files: [] });
  const place = { channel: general.id, thread_ts: root.ts };
  expect(await code(client.chat.startStream({ ...place, markdown_text: "a" }))).toBe("missing_recipient_user_id");
  const { ts = "" } = await client.chat.startStream({ ...place, markdown_text: "a", recipient_user_id: ana.user.id, recipient_team_id: "T0LOCAL" });
  await client.chat.appendStream({ channel: general.id, ts, markdown_text: "b" });
  expect(await code(client.chat.appendStream({ channel: general.id, ts, markdown_text: "c".repeat(11_999) }))).toBe("msg_too_long");
  slack.endStreams();
  expect(await code(client.chat.appendStream({ channel: general.id, ts, markdown_text: "c" }))).toBe("message_not_in_streaming_state");
  expect(slack.messages(general, root.ts).at(-1)?.text).toBe("ab");
});

test("lengths, blocks and the rate of posts are limited", async () => {
  const { general, client } = await started({ postBurst: 1 });
  const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });
  const channel = general.id;
  expect(await code(client.chat.postMessage({ channel, text: "a".repeat(40_001) }))).toBe("msg_too_long");
  expect(await code(client.chat.postMessage({ channel, markdown_text: "a".repeat(12_001) }))).toBe("msg_too_long");
  expect(await code(client.chat.postMessage({ channel, blocks: Array.from({ length: 51 }, () => section("a")) }))).toBe("invalid_blocks");
  expect(await code(client.chat.postMessage({ channel, blocks: [section("a".repeat(3001))] }))).toBe("invalid_blocks");
  const strict = new webApi.WebClient(client.token, {
    slackApiUrl: client.slackApiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });
  const { ts = "" } = await strict.chat.postMessage({ channel, text: "a" });
  await expect(strict.chat.postMessage({ channel, text: "b" })).rejects.toMatchObject({ retryAfter: 1 });
  expect(await code(client.chat.update({ channel, ts, text: "a".repeat(4001) }))).toBe("msg_too_long");
});

test("a file is uploaded in three steps into a thread, and hidden behind a login page without the scope", async () => {
  const { slack, ana, general, client } = await started();
  const root = slack.world.put({ ts: slack.world.newTs(), channel: general.id, user: ana.user.id, text: "hi", blocks: [], files: [] });
  const { upload_url: address = "", file_id: id = "" } = await client.files.getUploadURLExternal({
    filename: "a.png",
    length: 3,
    alt_text: "three bytes",
  });
  expect((await fetch(address, { method: "POST", body: "abcd" })).status).toBe(400);
  expect((await fetch(address, { method: "POST", body: "abc" })).status).toBe(200);
  await client.files.completeUploadExternal({ files: [{ id }], channel_id: general.id, thread_ts: root.ts });
  const { file } = await client.files.info({ file: id });
  expect(file?.shares?.public?.[general.id]).toHaveLength(1);
  const headers = { authorization: `Bearer ${slack.botToken}` };
  expect(await (await fetch(file?.url_private ?? "", { headers })).text()).toBe("abc");
  slack.scopes.delete("files:read");
  const page = await fetch(file?.url_private ?? "", { headers });
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await code(client.files.info({ file: id }))).toBe("missing_scope");
});

test("faults: what was done before the connection broke stays done", async () => {
  const { slack, general, client } = await started();
  slack.faults.plan("chat.postMessage", { type: "status", status: 503 }, { type: "reset-before" }, { type: "reset-after" });
  await client.chat.postMessage({ channel: general.id, text: "doubled" });
  expect(slack.messages(general)).toHaveLength(2);
});

test("time and counts are limited: streams end, triggers and statuses vanish, requests are counted", async () => {
  const { slack, ana, general, client } = await started({ streamLifeMs: 30, triggerLifeMs: 0, statusLifeMs: 30, countsRequests: true });
  const root = slack.world.put({ ts: slack.world.newTs(), channel: general.id, user: ana.user.id, text: "hi", blocks: [], files: [] });
  const place = { channel: general.id, thread_ts: root.ts, recipient_user_id: ana.user.id, recipient_team_id: "T0LOCAL" };
  await client.chat.startStream({ ...place, markdown_text: "a" });
  await slack.waitFor(() => slack.messages(general).some(({ streaming }) => streaming === "completed"));
  await client.assistant.threads.setStatus({ channel_id: general.id, thread_ts: root.ts, status: "is thinking" });
  expect(general.statuses.size).toBe(1);
  await slack.waitFor(() => general.statuses.size === 0);
  const title = (text: string) => ({ type: "modal" as const, title: { type: "plain_text" as const, text }, blocks: [] });
  expect(await code(client.views.open({ trigger_id: "gone", view: title("Use") }))).toBe("expired_trigger_id");
  const strict = new webApi.WebClient(client.token, { slackApiUrl: client.slackApiUrl, rejectRateLimitedCalls: true, logLevel: LogLevel.ERROR });
  const { ts = "" } = await strict.chat.postMessage({ channel: general.id, text: "counted" });
  for (let index = 0; index < 50; index++) await strict.chat.update({ channel: general.id, ts, text: `update ${index}` });
  await expect(strict.chat.update({ channel: general.id, ts, text: "one too many" })).rejects.toMatchObject({ retryAfter: expect.any(Number) });
});
