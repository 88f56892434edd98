/** The media process as a cage: what happens in it stays in it, it ends when it must, and the next job works. */

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { AttachmentError, MediaError } from "../../src/errors.ts";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import type { Media } from "../../src/media/media.ts";
import { type MediaOptions, startMedia } from "../../src/media/supervisor.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { fixture, makeVideo, makeWithFfmpeg, testPicture, write } from "./sample-files.ts";

const ffmpeg = await findFfmpeg();
const isLinux = process.platform === "linux";
const wish = { type: "video", maxSide: 64, framesPerSecond: 8, maxDurationMs: 4000 } as const;
let media: Media;
const crashes: string[] = [];

async function start(options: Omit<MediaOptions, "ffmpeg"> = {}): Promise<void> {
  crashes.length = 0;
  media = await startMedia({ ffmpeg, onCrash: (message) => crashes.push(message), ...options });
}
afterEach(() => media.stop());

/** What the system tells of a process; nothing where it has ended meanwhile. */
function toldOf(pid: string, name: "stat" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
/** Ended, whether or not the first process of its machine has read how: in a container it may never. */
const hasEnded = (pid: string) => /^(Z|X|$)/.test(toldOf(pid, "stat").split(") ").at(-1)?.[0] ?? "");
/** Processes below this one whose command line has `word` in it. */
function pidsOf(word: string, parent = String(process.pid)): string[] {
  const children = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && toldOf(pid, "stat").split(") ")[1]?.split(" ")[1] === parent);
  return children.flatMap((pid) => [...(toldOf(pid, "cmdline").includes(word) ? [pid] : []), ...pidsOf(word, pid)]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Takes seconds to decode: ten thousand frames. */
const makeSlowVideo = (folder: string) =>
  makeWithFfmpeg(folder, ...testPicture("320x240", 500), "-t", "20", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "slow.mp4");
const slowWish = { type: "video", maxSide: 320, framesPerSecond: 500, maxDurationMs: 20_000 } as const;

describe.runIf(isLinux)("a killed process", () => {
  test("the job in flight is done again, ffmpeg goes with its process, and the next job works", async () => {
    const folder = freshFolder();
    const slow = makeSlowVideo(folder);
    await start({ limits: { maxSamplesBytes: 4 * 1024 ** 3 } });
    const job = media.decode(slow, { ...slowWish, maxSide: 64 }, folder);
    await until(() => pidsOf("slow.mp4").length > 0 && pidsOf("child.ts").length > 0);
    const [ffmpegPid = ""] = pidsOf("slow.mp4").filter((pid) => !toldOf(pid, "cmdline").includes("child.ts"));
    process.kill(Number(pidsOf("child.ts")[0]), "SIGKILL");
    await expect(job).resolves.toMatchObject({ type: "video", frames: 10_000 });
    expect(hasEnded(ffmpegPid)).toBe(true);
    expect(crashes).toHaveLength(1);
    await expect(media.inspect(fixture("photo-444.jpg"))).resolves.toMatchObject({ width: 93 });
  });

  test("a second kill fails the job with a clear sentence, and the next job works", async () => {
    const folder = freshFolder();
    const slow = makeSlowVideo(folder);
    await start({ limits: { maxSamplesBytes: 4 * 1024 ** 3 } });
    const outcome = media.decode(slow, { ...slowWish, maxSide: 64 }, folder).catch((error: unknown) => error);
    for (let kills = 1; kills <= 2; kills++) {
      await until(() => pidsOf("slow.mp4").length > 0);
      process.kill(Number(pidsOf("child.ts")[0]), "SIGKILL");
      await until(() => crashes.length === kills);
    }
    expect(await outcome).toMatchObject({ name: "AttachmentError", told: expect.stringContaining("gave up on it twice") });
    await expect(media.inspect(fixture("photo-444.jpg"))).resolves.toMatchObject({ width: 93 });
  });

  test("where no other can be started, its jobs fail and the bot lives; when one can, the next job works", () => {
    const script = join(import.meta.dirname, "out-of-files.ts");
    const outcomes = execFileSync("/bin/sh", ["-c", 'ulimit -n 100; exec "$0" "$1"', process.execPath, script], { encoding: "utf8" });
    expect(JSON.parse(outcomes)).toEqual(["MediaError", "image"]);
  });

  test("its environment is empty, and it has no network where the system can deny it", async () => {
    await start();
    await media.inspect(fixture("photo-444.jpg"));
    const [pid = ""] = pidsOf("child.ts");
    const names = readFileSync(`/proc/${pid}/environ`, "utf8")
      .split("\0")
      .filter(Boolean)
      .map((entry) => entry.split("=")[0]);
    expect(names.every((name) => name?.startsWith("NODE_CHANNEL_"))).toBe(true);
    const interfaces = readFileSync(`/proc/${pid}/net/dev`, "utf8")
      .split("\n")
      .slice(2)
      .map((line) => line.split(":")[0]?.trim())
      .filter(Boolean);
    if (media.about.withoutNetwork) expect(interfaces).toEqual(["lo"]);
    expect(media.about.withoutNetwork).toBe(canUnshare());
  });
});

describe("limits", () => {
  test("a job that takes too long ends with a sentence; its neighbour is done all the same", async () => {
    const folder = freshFolder();
    const [slow, quick] = [makeSlowVideo(folder), makeVideo(folder, "quick.mp4")];
    await start({ limits: { jobTimeoutMs: 1500, maxSamplesBytes: 8 * 1024 ** 3 } });
    const tooLong = media.decode(slow, slowWish, folder).catch((error: unknown) => error);
    const neighbour = media.decode(quick, wish, folder);
    expect(await tooLong).toMatchObject({ name: "AttachmentError", told: "This file takes too long, so I stopped." });
    await expect(neighbour).resolves.toMatchObject({ frames: 16 });
  });

  test.runIf(isLinux)("a job that needs too much memory ends with a sentence, and the next job works", async () => {
    const folder = freshFolder();
    const samples = { type: "image", path: write(folder, "large.rgb", Buffer.alloc(9000 * 9000 * 3)), width: 9000, height: 9000 } as const;
    await start();
    const large = await media.encode(samples, { pack: "storybook", madeAt: 0 }, folder);
    await media.stop();
    await start({ limits: { maxMemoryBytes: 180 * 1024 ** 2 } });
    const outcome = await media.decode(large.path, { type: "image", maxSide: 9000 }, folder).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(AttachmentError);
    expect(outcome).toMatchObject({ told: "This file needs too much memory, so I stopped." });
    await expect(media.inspect(fixture("photo-444.jpg"))).resolves.toMatchObject({ width: 93 });
  });

  test("many jobs wait for their turn and all are done", async () => {
    const folder = freshFolder();
    await start({ limits: { maxJobs: 2 } });
    const path = makeVideo(folder, "many.mp4");
    const results = await Promise.all(Array.from({ length: 12 }, () => media.decode(path, wish, folder)));
    expect(new Set(results.map((samples) => samples.path)).size).toBe(12);
    expect(crashes).toEqual([]);
  });

  test("after stop, jobs are refused and those in flight rejected", async () => {
    const folder = freshFolder();
    await start();
    const outcome = media.decode(makeVideo(folder, "last.mp4"), wish, folder).catch((error: unknown) => error);
    await media.stop();
    expect(await outcome).toBeInstanceOf(MediaError);
    await expect(media.inspect(fixture("photo-444.jpg"))).rejects.toBeInstanceOf(MediaError);
  });

  test("samples of another size than described are refused as our own fault", async () => {
    const folder = freshFolder();
    await start();
    const path = write(folder, "short.rgb", Buffer.alloc(10));
    await expect(media.encode({ type: "image", path, width: 8, height: 8 }, { pack: "storybook", madeAt: 0 }, folder)).rejects.toBeInstanceOf(
      MediaError,
    );
    expect(readdirSync(folder)).toEqual(["short.rgb"]);
    await expect(media.preview({ type: "image", path: join(folder, "none.rgb"), width: 8, height: 8 })).rejects.toBeInstanceOf(MediaError);
  });
});

function canUnshare(): boolean {
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "--net", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
