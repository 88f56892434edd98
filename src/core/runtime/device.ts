/** Where graphs run, and how people write it. */

export type Device = { readonly type: "cpu" } | { readonly type: "cuda"; readonly id: number } | { readonly type: "webgpu" };

/** As in DEVICE: "cpu", "cuda:1", "webgpu". */
export function describeDevice(device: Device): string {
  return device.type === "cuda" ? `cuda:${device.id}` : device.type;
}

/** Reads DEVICE: auto, cpu, cuda, cuda:N or webgpu; undefined for anything else. */
export function parseDeviceWish(text: string): Device | "auto" | undefined {
  if (text === "auto") return "auto";
  if (text === "cpu" || text === "webgpu") return { type: text };
  const cuda = /^cuda(?::(\d{1,2}))?$/.exec(text);
  return cuda ? { type: "cuda", id: Number(cuda[1] ?? 0) } : undefined;
}
