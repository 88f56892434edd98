/** Which ffmpeg serves, and whether it is good enough for what strangers send. */

import type { Config } from "../config.ts";
import { MediaError } from "../errors.ts";
import { ffmpegPlaces, findFfmpeg } from "../media/ffmpeg.ts";
import type { Check } from "./check.ts";

export async function checkFfmpeg(config: Config, find = findFfmpeg): Promise<Check> {
  try {
    const { ffmpeg, version, bundled } = await find(ffmpegPlaces(config));
    if (!bundled) return { state: "ok", name: "ffmpeg", found: `${version} at ${ffmpeg}` };
    return { state: startsWithOld(config) ? "advice" : "fault", name: "ffmpeg", found: `${version}, the old build from npm`, todo: INSTALL };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { state: "fault", name: "ffmpeg", found: error.message, todo: INSTALL };
  }
}

/** Discord and Slack do not, unless they are told to. */
function startsWithOld({ discord, slack, media }: Config): boolean {
  return media.allowBundledFfmpeg || (discord === undefined && slack === undefined);
}

const INSTALLERS: Partial<Record<NodeJS.Platform, string>> = { darwin: "brew install ffmpeg", win32: "winget install ffmpeg" };
const INSTALL = `For Discord and Slack install ffmpeg 5.1 or newer, for instance with "${INSTALLERS[process.platform] ?? "apt install ffmpeg"}".`;
