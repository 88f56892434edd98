/** The platform in memory keeps the same contract as the real ones, so that tests against it say something about them. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Delivery } from "../../src/adapter.ts";
import { adapterContract, type HeardAnswer } from "../contract/adapter.contract.ts";
import { freshFolder } from "../support/fresh-folder.ts";
import { MemoryAdapter, textOf } from "./memory-adapter.ts";

adapterContract("memory", async () => {
  const adapter = new MemoryAdapter(freshFolder());
  return {
    adapter,
    say: async (text, files = []) => void (await adapter.say(text, { files })),
    heard: async () => [...new Set(adapter.deliveries.map((delivery) => delivery.target.answerTurn))].map((turn) => heardOf(adapter.of(turn))),
    canReplace: true,
    close: async () => {},
  };
});

function heardOf(deliveries: readonly Delivery[]): HeardAnswer {
  return {
    text: textOf(deliveries),
    files: deliveries.flatMap((delivery) =>
      delivery.type === "media-end"
        ? [{ sha256: createHash("sha256").update(readFileSync(delivery.file.path)).digest("hex"), altText: delivery.file.altText }]
        : [],
    ),
    notices: deliveries.flatMap((delivery) => (delivery.type === "notice" ? [delivery.text] : delivery.type === "media-drop" ? [delivery.told] : [])),
    hasEnded: deliveries.some((delivery) => delivery.type === "answer-end"),
  };
}
