/** Entry point of the core's own process: opens the pack, says so, and answers requests until told to stop. */

import { parseArgs } from "node:util";
import { toldOf } from "../errors.ts";
import { AnswerJob } from "./answer-job.ts";
import { modelOf } from "./model.ts";
import { loadPack } from "./packs/load-pack.ts";
import type { Pack } from "./packs/pack.ts";
import { summarise } from "./packs/summarise.ts";
import type { CoreReply, CoreRequest } from "./protocol.ts";
import { chooseDevice } from "./runtime/choose-device.ts";
import { type Device, describeDevice } from "./runtime/device.ts";
import { WorkLoop } from "./work-loop.ts";

try {
  const { pack, passedOver } = await openPack();
  serve(pack);
  reply({ type: "ready", pack: summarise(pack), passedOver });
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "model";
  reply({ type: "fault", code, message: error instanceof Error ? error.message : toldOf(error) }, () => process.exit(1));
}

async function openPack(): Promise<{ readonly pack: Pack; readonly passedOver: readonly string[] }> {
  const { values } = parseArgs({ options: { pack: { type: "string" }, device: { type: "string", default: "auto" }, threads: { type: "string" } } });
  const { device, tried } = await chooseDevice(parseDevice(values.device));
  const pack = await loadPack(values.pack ?? ".", { device, ...(values.threads === undefined ? {} : { threads: Number(values.threads) }) });
  return { pack, passedOver: tried.map(({ device: other, reason }) => `${describeDevice(other)} does not work here: ${reason}`) };
}

function serve(pack: Pack): void {
  const model = modelOf(pack);
  const loop = new WorkLoop();
  const jobs = new Map<string, AnswerJob>();
  const longestUnitMs = Math.max(...[...pack.graphs.values()].map((session) => session.unitLimitMs));
  const handle = (request: CoreRequest): void => {
    switch (request.type) {
      case "answer":
        jobs.set(
          request.id,
          new AnswerJob(model, request, loop, (event) => {
            if (event.type === "end" || event.type === "error") jobs.delete(request.id);
            reply({ type: "event", id: request.id, event });
          }),
        );
        return;
      case "cancel":
        if (request.piece === undefined) jobs.get(request.id)?.cancel();
        else jobs.get(request.id)?.cancelPiece(request.piece);
        return;
      case "forget":
        model.contexts.forget(request.conversationId);
        return;
      case "ping":
        reply({ type: "pong", at: request.at, longestUnitMs });
        return;
      case "stop":
        process.exit(0);
        return;
      default:
        request satisfies never;
    }
  };
  process.on("message", handle);
  process.on("disconnect", () => process.exit(0));
  // Ctrl-C and systemd signal the whole group: the bot alone decides when the core ends.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
}

function reply(message: CoreReply, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent);
}

function parseDevice(name: string): Device | "auto" {
  const [type, id = "0"] = name.split(":");
  if (type === "cuda") return { type, id: Number(id) };
  return type === "cpu" || type === "webgpu" ? { type } : "auto";
}
