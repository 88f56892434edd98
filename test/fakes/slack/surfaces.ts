/** Methods for what stands beside messages: modals, status, suggested prompts, reactions. */

import type { Arguments, Method, Parts } from "./methods.ts";
import { checkBlocks, MAX, Refusal } from "./rules.ts";
import { type AnyBlock, APP_ID } from "./world.ts";

export function surfaceMethods({ world, messages, triggers }: Parts): Readonly<Record<string, Method>> {
  return {
    "views.open": {
      scope: "",
      run: ({ trigger_id: trigger, view }) => {
        if (!triggers.delete(String(trigger))) throw new Refusal("expired_trigger_id");
        const opened = { app_id: APP_ID, id: world.newId("V"), ...(view as Arguments) };
        checkBlocks((opened as { readonly blocks?: readonly AnyBlock[] }).blocks ?? [], MAX.modalBlocks);
        world.views.push({ id: opened.id, user: String(trigger).split(":")[0] ?? "", view: opened });
        world.changed();
        return { view: opened };
      },
    },
    "assistant.threads.setStatus": {
      scope: "chat:write",
      run: ({ channel_id: id, thread_ts: threadTs, status, loading_messages: lines }) => {
        if (Array.isArray(lines) && lines.length > MAX.loadingMessages) throw new Refusal("invalid_arguments");
        const { statuses } = messages.channel(id);
        messages.find(id, threadTs);
        if (status) statuses.set(String(threadTs), String(status));
        else statuses.delete(String(threadTs));
        world.changed();
        return {};
      },
    },
    "assistant.threads.setSuggestedPrompts": {
      scope: "assistant:write",
      run: ({ channel_id: id, prompts }) => {
        if (!Array.isArray(prompts) || prompts.length < 1 || prompts.length > MAX.prompts) throw new Refusal("invalid_prompts");
        messages.channel(id).prompts = prompts;
        world.changed();
        return {};
      },
    },
    "reactions.add": {
      scope: "reactions:write",
      run: ({ channel, timestamp }) => {
        messages.find(channel, timestamp);
        return {};
      },
    },
  };
}
