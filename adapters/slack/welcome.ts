/** What a person sees on opening Quartet in Slack: four things to ask for. */

import type { Sentences } from "../../src/language/language.ts";
import type { Calls } from "./calls.ts";
import type { HomeOpenedEvent } from "./events.ts";

type Prompt = { readonly title: string; readonly message: string };
type Prompts = [Prompt, ...Prompt[]];

/** An event to be acknowledged does not wait for it, and nobody misses it where it is refused. */
export async function greet({ client }: Calls, { tab, channel }: HomeOpenedEvent, { slack }: Sentences): Promise<void> {
  if (tab !== "messages") return;
  const prompts: Prompts = [
    { title: slack.drawTitle, message: "draw a red boat at sea" },
    { title: slack.soundTitle, message: "the sound of a bell" },
    { title: slack.clipTitle, message: "a video of a yellow balloon rising" },
    { title: slack.lookTitle, message: "describe what I send you next" },
  ];
  await client.assistant.threads.setSuggestedPrompts({ channel_id: channel, prompts, title: slack.welcome }).catch(() => undefined);
}
