/** An adapter in the run after a crash: whatever it delivers may have been begun by the run before. */

import type { Adapter } from "../../src/adapter.ts";

export function resumed(adapter: Adapter): Adapter {
  return { ...adapter, deliver: (delivery) => adapter.deliver({ ...delivery, target: { ...delivery.target, isResumed: true } }) };
}
