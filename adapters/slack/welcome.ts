/** What a person sees on opening Quartet in Slack: four things to ask for. */

import type { Calls } from "./calls.ts";
import type { HomeOpenedEvent } from "./events.ts";

const PROMPTS: readonly [{ title: string; message: string }, ...{ title: string; message: string }[]] = [
  { title: "Draw a picture", message: "draw a red boat at sea" },
  { title: "Make a sound", message: "the sound of a bell" },
  { title: "Make a clip", message: "a video of a yellow ball" },
  { title: "Look, listen, tell", message: "describe what I send you next" },
];

/** An event to be acknowledged does not wait for it, and nobody misses it where it is refused. */
export async function greet({ client }: Calls, { tab, channel }: HomeOpenedEvent): Promise<void> {
  if (tab !== "messages") return;
  await client.assistant.threads
    .setSuggestedPrompts({ channel_id: channel, prompts: [...PROMPTS], title: "What shall I make?" })
    .catch(() => undefined);
}
