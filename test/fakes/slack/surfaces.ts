/** Methods for what stands beside messages: modals, status, suggested prompts, reactions. */

import type { Arguments, Method, Parts } from "./methods.ts";
import { checkView, MAX, Refusal } from "./rules.ts";
import { APP_ID } from "./world.ts";

export function surfaceMethods({ world, messages, triggers, statusLifeMs }: Parts): Readonly<Record<string, Method>> {
  /** It vanishes by itself, unless it was said anew. */
  const showStatus = (threadTs: string, status: string, statuses: Map<string, string>) => {
    clearTimeout(vanishing.get(threadTs));
    statuses.set(threadTs, status);
    const vanish = () => {
      statuses.delete(threadTs);
      world.changed();
    };
    vanishing.set(threadTs, setTimeout(vanish, statusLifeMs).unref());
  };
  const vanishing = new Map<string, NodeJS.Timeout>();
  return {
    "views.open": {
      scope: "",
      run: ({ trigger_id: trigger, view }) => {
        const user = triggers.get(String(trigger));
        if (user === undefined) throw new Refusal("expired_trigger_id");
        triggers.delete(String(trigger));
        const opened = { app_id: APP_ID, id: world.newId("V"), ...(view as Arguments) };
        checkView(opened);
        world.views.push({ id: opened.id, user, view: opened });
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
        if (status) showStatus(String(threadTs), String(status), statuses);
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
