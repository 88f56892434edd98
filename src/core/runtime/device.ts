/** Where graphs run, and how that is chosen from DEVICE. */

export type Device = { readonly type: "cpu" } | { readonly type: "cuda"; readonly id: number } | { readonly type: "webgpu" };

/** As in DEVICE: "cpu", "cuda:1", "webgpu". */
export function describeDevice(device: Device): string {
  return device.type === "cuda" ? `cuda:${device.id}` : device.type;
}
