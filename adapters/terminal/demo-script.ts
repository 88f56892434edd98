/** What the demo says: a conversation in which every modality comes in and goes out. */

import { join } from "node:path";
import type { MediaModality } from "../../src/turn/modality.ts";

export interface DemoTurn {
  readonly text: string;
  readonly sent: readonly SentFile[];
}

export interface SentFile {
  readonly modality: MediaModality;
  readonly path: string;
}

const SCENES: Readonly<Record<MediaModality, string>> = { image: "000.png", audio: "001.ogg", video: "002.mp4" };

/** The media sent are of the pack's eval; one whose pack has none leaves those turns out. */
export function demoScript(packFolder: string, exists: (path: string) => boolean): DemoTurn[] {
  const scene = (modality: MediaModality): SentFile => ({ modality, path: join(packFolder, "eval", "media", SCENES[modality]) });
  const [image, audio, video] = [scene("image"), scene("audio"), scene("video")];
  const turns: readonly DemoTurn[] = [
    { text: "Hello! Who are you, and what can you do?", sent: [] },
    { text: "Draw a red boat at sea in the rain.", sent: [] },
    { text: "What would that sound like?", sent: [] },
    { text: "Now make it green, at night.", sent: [] },
    { text: "Animate it, rising.", sent: [] },
    { text: "What do you see in this picture?", sent: [image] },
    { text: "Draw what you hear in this sound.", sent: [audio] },
    { text: "What would this video sound like?", sent: [video] },
    { text: "A picture, a sound and a video of two small white cats in the snow, please.", sent: [] },
    { text: "Make a picture with the thing in the image and the weather of the video.", sent: [image, video] },
    { text: "Who won the football match last night?", sent: [] },
    { text: "Thank you!", sent: [] },
  ];
  return turns.filter(({ sent }) => sent.every(({ path }) => exists(path)));
}
