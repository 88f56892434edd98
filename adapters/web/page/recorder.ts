/** Records the microphone to a file, where the browser allows it: only over https or on this machine. */

import { PageError } from "./page-error.ts";
import { phrases } from "./phrases.ts";

export interface Recording {
  /** Resolves with the sound. */
  stop(): Promise<File>;
}

/** Throws with a sentence for the person. */
export async function startRecording(): Promise<Recording> {
  if (!isSecureContext) throw new PageError(phrases.recorder.needsHttps);
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => {
    throw new PageError(phrases.recorder.refused);
  });
  const recorder = new MediaRecorder(stream);
  const chunks: Blob[] = [];
  recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
  recorder.start();
  return {
    stop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      recorder.addEventListener("stop", () => resolve(), { once: true });
      recorder.stop();
      await promise;
      for (const track of stream.getTracks()) track.stop();
      const mediaType = recorder.mimeType.split(";", 1)[0] ?? "audio/webm";
      return new File(chunks, `recording.${mediaType.split("/")[1] ?? "webm"}`, { type: mediaType });
    },
  };
}
