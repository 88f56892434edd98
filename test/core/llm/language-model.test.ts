/** The language model's graph: a prompt run in parts, embeddings of media, what comes for every position. */

import { beforeAll, describe, expect, test } from "vitest";
import { Context } from "../../../src/core/llm/context.ts";
import { extendByTokens, prefill } from "../../../src/core/llm/language-model.ts";
import { type TokenId, tokenId } from "../../../src/core/llm/tokenizer.ts";
import type { Pack } from "../../../src/core/packs/pack.ts";
import { runSteps } from "../../../src/core/runtime/graph-run.ts";
import { loadTinyPack } from "../../support/answers.ts";

let pack: Pack;

beforeAll(async () => {
  pack = await loadTinyPack();
});

describe("the language model", () => {
  test("a prompt run in parts gives what one run gives", async () => {
    const ids = Array.from({ length: 400 }, (_, index) => tokenId(30 + ((index * 37) % 900)));
    const whole = await runSteps(extendByTokens(pack, new Context(pack.manifest.llm), ids));
    const parts = await runSteps(
      prefill(
        pack,
        new Context(pack.manifest.llm),
        ids.map((id) => ({ type: "token", id })),
      ),
    );
    expect(parts).toHaveLength(pack.manifest.llm.vocabulary);
    for (const [index, logit] of parts.entries()) expect(logit).toBeCloseTo(whole.logits[index] ?? Number.NaN, 3);
  });

  test("a medium's embedding has those of its label added to it", async () => {
    const [first, second] = [tokenId(50), tokenId(51)];
    const { embeds } = await runSteps(extendByTokens(pack, new Context(pack.manifest.llm), [first, second]));
    const own = embeds.slice(0, pack.manifest.llm.width);
    const sum = own.map((value, at) => value + (embeds[own.length + at] ?? Number.NaN));
    const logitsOf = (data: Float32Array, label: readonly TokenId[]) =>
      runSteps(
        prefill(pack, new Context(pack.manifest.llm), [
          { type: "token", id: first },
          { type: "embedding", name: "a", data, label },
        ]),
      );
    expect(await logitsOf(own, [second])).toEqual(await logitsOf(sum, []));
    expect(await logitsOf(own, [second])).not.toEqual(await logitsOf(own, []));
  });

  test("hidden states and embeddings come for every position", async () => {
    const { hidden, embeds } = await runSteps(extendByTokens(pack, new Context(pack.manifest.llm), [50, 51, 52].map(tokenId)));
    expect(hidden).toHaveLength(3 * pack.manifest.llm.width);
    expect(embeds).toHaveLength(3 * pack.manifest.llm.width);
  });
});
