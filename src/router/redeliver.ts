/** An answer that was remembered, but perhaps not delivered to its end, goes out again as it was. */

import type { FileStore } from "../store/file-store.ts";
import type { MediaPart, Part } from "../turn/part.ts";
import { captionOf } from "../conversation/captions.ts";
import type { Outlet } from "./outlet.ts";
import { deliveredFileOf } from "./store-medium.ts";

/** Resolves when everything is delivered or given up. */
export async function redeliver(outlet: Outlet, parts: readonly Part[], files: FileStore): Promise<void> {
  outlet.tell({ type: "answer-start", waiting: 0 });
  for (const part of parts) {
    if (part.type === "text") outlet.say(part.text);
    else showAgain(outlet, part, files);
  }
  outlet.tell({ type: "answer-end", finishReason: "stop" });
  await outlet.settled();
}

function showAgain(outlet: Outlet, part: MediaPart, files: FileStore): void {
  const { piece, type: modality } = part;
  outlet.show({ type: "media-start", piece, modality, caption: captionOf(part), steps: 1 });
  if (files.find(part.file.id)?.state === "here") outlet.show({ type: "media-end", part, file: deliveredFileOf(part, files) });
  else outlet.show({ type: "media-drop", piece, reason: "failed", told: "This was made, but there was no room to keep it." });
}
