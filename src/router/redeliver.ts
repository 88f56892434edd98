/** An answer that was remembered, but perhaps not delivered to its end, goes out again as it was. */

import type { MediaPart, Part } from "../turn/part.ts";
import { captionOf } from "../conversation/captions.ts";
import type { Outlet } from "./outlet.ts";
import { deliveredFileOf, type Workshop } from "./store-medium.ts";

type Stock = Omit<Workshop, "pack">;

/** Resolves when everything is delivered or given up. */
export async function redeliver(outlet: Outlet, parts: readonly Part[], stock: Stock): Promise<void> {
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const part of parts) {
    if (part.type === "text") outlet.say(part.text);
    else showAgain(outlet, part, stock);
  }
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
}

function showAgain(outlet: Outlet, part: MediaPart, stock: Stock): void {
  const { files } = stock;
  const { piece, type: modality } = part;
  outlet.show({ type: "media-start", piece, modality, caption: captionOf(part), steps: 1 });
  if (files.find(part.file.id)?.state === "here") outlet.showMedium({ type: "media-end", part, file: deliveredFileOf(part, files) }, stock);
  else outlet.show({ type: "media-drop", piece, reason: "failed", told: outlet.sentences.faults.noRoomKept });
}
