/** The media process: takes jobs, gives answers. It ends itself, ffmpeg included, when the bot is gone. */

import { QuartetError, tellingOf } from "../errors.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { filmScene, joinScenes } from "./film.ts";
import { fitFile } from "./fit.ts";
import { inspect } from "./inspect.ts";
import { preview } from "./preview.ts";
import type { ChildSettings, Job, JobReply, JobRequest, JobResults } from "./protocol.ts";

const tools = JSON.parse(process.argv[2] ?? "{}") as ChildSettings;

process.on("message", (request: JobRequest) => {
  answer(request).then((reply) => process.send?.(reply));
});
process.on("disconnect", () => process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL"));

async function answer({ id, job }: JobRequest): Promise<JobReply> {
  try {
    return { type: "done", id, result: await work(job) };
  } catch (error) {
    const fault = error instanceof QuartetError && error.code === "attachment" ? "file" : "quartet";
    return { type: "failed", id, fault, message: error instanceof Error ? error.message : String(error), told: tellingOf(error) };
  }
}

function work(job: Job): Promise<JobResults[Job["type"]]> {
  switch (job.type) {
    case "inspect":
      return inspect(tools, job.path);
    case "decode":
      return decode(tools, job.path, job.wish, job.outFolder);
    case "encode":
      return encode(tools, job.samples, job.options, job.outFolder);
    case "preview":
      return preview(job.samples);
    case "fit":
      return fitFile(tools, job.path, job.maxBytes, job.outFolder, job.span);
    case "filmScene":
      return filmScene(tools, job.scene, job.outFolder);
    case "film":
      return joinScenes(tools, job.segments, job.provenance, job.outFolder);
    default:
      return job satisfies never;
  }
}
