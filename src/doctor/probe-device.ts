/** Tries one device in a process of its own, which a native crash may end: prints nothing where it works, else why it does not. */

import { parseDeviceWish } from "../core/runtime/device.ts";
import { probe } from "../core/runtime/session.ts";

const device = parseDeviceWish(process.argv[2] ?? "");
if (device === undefined || device === "auto") {
  console.log("expected cpu, cuda:N or webgpu");
} else {
  console.log((await probe(device)) ?? "");
}
