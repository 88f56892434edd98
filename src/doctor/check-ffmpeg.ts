/** Which ffmpeg serves, and whether it is good enough for what strangers send. */

import { join } from "node:path";
import type { MediaConfig } from "../config.ts";
import { MediaError } from "../errors.ts";
import { findFfmpeg } from "../media/ffmpeg.ts";
import type { Check } from "./check.ts";

export async function checkFfmpeg(config: MediaConfig, dataFolder: string): Promise<Check> {
  try {
    const places = { ffmpeg: config.ffmpegPath, ffprobe: config.ffprobePath, copyFolder: join(dataFolder, "programs") };
    const { ffmpeg, version, bundled } = await findFfmpeg(places);
    if (!bundled) return { state: "ok", name: "ffmpeg", found: `${version} at ${ffmpeg}` };
    return { state: "advice", name: "ffmpeg", found: `${version}, the old build from npm`, todo: INSTALL };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { state: "fault", name: "ffmpeg", found: error.message, todo: INSTALL };
  }
}

const INSTALLERS: Partial<Record<NodeJS.Platform, string>> = { darwin: "brew install ffmpeg", win32: "winget install ffmpeg" };
const INSTALL = `For Discord and Slack install ffmpeg 5.1 or newer, for instance with "${INSTALLERS[process.platform] ?? "apt install ffmpeg"}".`;
