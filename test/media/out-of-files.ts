/** A program of its own, started with few file descriptors: uses them all up, loses the media process meanwhile, and prints what became of the jobs. */

import { closeSync, openSync, readFileSync } from "node:fs";
import { findFfmpeg } from "../../src/media/ffmpeg.ts";
import { startMedia } from "../../src/media/supervisor.ts";
import { fixture } from "./sample-files.ts";

const media = await startMedia({ ffmpeg: await findFfmpeg() });
const outcomeOf = () =>
  media.inspect(fixture("photo-444.jpg")).then(
    ({ modality }) => modality,
    (error: Error) => error.name,
  );
await outcomeOf();
const [pid = ""] = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").split(" ");
const taken: number[] = [];
try {
  for (;;) taken.push(openSync("/dev/null", "r"));
} catch {
  // Now there are none left.
}
process.kill(Number(pid), "SIGKILL");
const without = await outcomeOf();
for (const descriptor of taken) closeSync(descriptor);
process.stdout.write(JSON.stringify([without, await outcomeOf()]));
await media.stop();
