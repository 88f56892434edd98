/** Chooses the ffmpeg that serves: the system's where it is recent enough, else the build inside the npm packages. */

import { execFile } from "node:child_process";
import { access, chmod, constants, copyFile, mkdir } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { MediaError } from "../errors.ts";

export interface FoundFfmpeg {
  /** Absolute paths. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly version: string;
  readonly bundled: boolean;
}

export interface FfmpegPlaces {
  /** A binary that the operator names; it must work, whatever its version. Its ffprobe is looked for beside it unless it is named too. */
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  /** The PATH to search; the usual folders of Linux and macOS if left out. Empty: the bundled build. */
  readonly searchPath?: string | undefined;
  /** Where an executable copy of a bundled binary may be put; needed only where its own mode forbids running it. */
  readonly copyFolder?: string | undefined;
}

/** As the settings have them. */
export interface FfmpegSettings {
  readonly media: { readonly ffmpegPath?: string | undefined; readonly ffprobePath?: string | undefined };
  readonly dataFolder: string;
}

export function ffmpegPlaces({ media, dataFolder }: FfmpegSettings): FfmpegPlaces {
  return { ffmpeg: media.ffmpegPath, ffprobe: media.ffprobePath, copyFolder: join(dataFolder, "bin") };
}

const OLDEST_SYSTEM_VERSION = [5, 1] as const;
const USUAL_FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin", "/snap/bin"].join(delimiter);
const exe = process.platform === "win32" ? ".exe" : "";

/** Throws MediaError where neither a system nor a bundled build runs. */
export async function findFfmpeg(places: FfmpegPlaces = {}): Promise<FoundFfmpeg> {
  if (places.ffmpeg !== undefined) return named(places.ffmpeg, places.ffprobe);
  for (const folder of (places.searchPath ?? USUAL_FOLDERS).split(delimiter).filter(isAbsolute)) {
    const found = await versionsIn(folder);
    if (found !== undefined && isRecentEnough(found.version)) return found;
  }
  return bundled(places.copyFolder);
}

async function named(ffmpeg: string, ffprobe: string | undefined): Promise<FoundFfmpeg> {
  const probe = ffprobe ?? ffmpeg.replace(/ffmpeg(?=(\.exe)?$)/, "ffprobe");
  if (!isAbsolute(ffmpeg) || !isAbsolute(probe))
    throw new MediaError(`Expected absolute paths, got ${ffmpeg} and ${probe}: the media process runs without a PATH.`);
  const [version] = await Promise.all([versionOf(ffmpeg), versionOf(probe)]).catch((cause: unknown) => {
    throw new MediaError(`Expected a working ffmpeg at ${ffmpeg} and ffprobe at ${probe}; install them there or unset the setting.`, { cause });
  });
  return { ffmpeg, ffprobe: probe, version, bundled: false };
}

async function versionsIn(folder: string): Promise<FoundFfmpeg | undefined> {
  const [ffmpeg, ffprobe] = [join(folder, `ffmpeg${exe}`), join(folder, `ffprobe${exe}`)];
  try {
    const [version] = await Promise.all([versionOf(ffmpeg), versionOf(ffprobe)]);
    return { ffmpeg, ffprobe, version, bundled: false };
  } catch {
    return undefined;
  }
}

/** "5.1.9-0+deb12u1" or "n7.1". A build from git ("N-47683-g0e8eb07980") does not say how old it is, so it does not count; name it to use it. */
function isRecentEnough(version: string): boolean {
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  const [oldestMajor, oldestMinor] = OLDEST_SYSTEM_VERSION;
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}

async function bundled(copyFolder: string | undefined): Promise<FoundFfmpeg> {
  try {
    const [installedFfmpeg, installedFfprobe] = await Promise.all([import("@ffmpeg-installer/ffmpeg"), import("@ffprobe-installer/ffprobe")]);
    const ffmpeg = await runnable(installedFfmpeg.default.path, copyFolder);
    const ffprobe = await runnable(installedFfprobe.default.path, copyFolder);
    const [version] = await Promise.all([versionOf(ffmpeg), versionOf(ffprobe)]);
    return { ffmpeg, ffprobe, version, bundled: true };
  } catch (cause) {
    throw new MediaError(
      "Expected ffmpeg 5.1 or newer on this system, or the build from npm; neither runs here. Install ffmpeg with the system's package manager.",
      { cause },
    );
  }
}

/** The npm package ships ffprobe executable for its owner only, and its install script that would mend it does not run. */
async function runnable(path: string, copyFolder: string | undefined): Promise<string> {
  const mayRun = (file: string) =>
    access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
  if (await mayRun(path)) return path;
  if (copyFolder === undefined) throw new MediaError(`Expected ${path} to be executable; make it so with chmod 755.`);
  const copy = join(copyFolder, path.split(/[\\/]/).at(-1) ?? "ffmpeg");
  if (await mayRun(copy)) return copy;
  await mkdir(copyFolder, { recursive: true });
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await chmod(copy, 0o755);
  return copy;
}

async function versionOf(binary: string): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, ["-version"], { timeout: 10_000, windowsHide: true });
  const [, version] = /^ff(?:mpeg|probe) version (\S+)/.exec(stdout) ?? [];
  if (version === undefined) throw new MediaError(`Expected a version from ${binary}, got: ${stdout.slice(0, 80)}`);
  return version;
}
