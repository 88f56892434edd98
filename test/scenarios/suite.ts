/** The one scenario suite: whatever Quartet does for people, it does on every platform. */

import { afterAll, beforeAll } from "vitest";
import { changingScenarios } from "./changing.ts";
import type { ScenarioPlatform } from "./platform.ts";
import { sendingScenarios } from "./sending.ts";
import { Stage } from "./stage.ts";
import { talkingScenarios } from "./talking.ts";

/** Declares the scenarios, all in one Quartet, which the last ones start anew. */
export function scenarios(makePlatform: () => Promise<ScenarioPlatform>): void {
  let open: Stage | undefined;
  const stage = () => {
    if (open === undefined) throw new RangeError("the stage is not open");
    return open;
  };
  beforeAll(async () => {
    open = await Stage.open(await makePlatform());
  });
  afterAll(() => open?.close());
  talkingScenarios(stage);
  sendingScenarios(stage);
  changingScenarios(stage);
}
