/** The language model's graph: a prompt run in parts, embeddings of media, what comes for every position. */

import { beforeAll, describe, expect, test } from "vitest";
import { Context } from "../../../src/core/llm/context.ts";
import { extendByTokens, prefill } from "../../../src/core/llm/language-model.ts";
import { type TokenId, tokenId } from "../../../src/core/llm/tokenizer.ts";
import type { Pack } from "../../../src/core/packs/pack.ts";
import { runSteps } from "../../../src/core/runtime/graph-run.ts";
import { elementCount, float32 } from "../../../src/core/runtime/tensor.ts";
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

  test("many labels, together longer than the context, are looked up all the same", async () => {
    const { width, contextTokens } = pack.manifest.llm;
    const label = [50, 51, 52].map(tokenId);
    const data = new Float32Array(width);
    const positions = Array.from({ length: 200 }, (_, index) => ({ type: "embedding", name: `a[${index}]`, data, label }) as const);
    expect(positions.length * label.length).toBeGreaterThan(contextTokens);
    const { embeds } = await runSteps(extendByTokens(pack, new Context(pack.manifest.llm), label));
    const sum = data.map((_, at) => [0, 1, 2].reduce((total, row) => Math.fround(total + (embeds[row * width + at] ?? Number.NaN)), 0));
    const unlabelled = positions.map(({ type, name }) => ({ type, name, data: sum, label: [] }));
    const logitsOf = (of: Parameters<typeof prefill>[2]) => runSteps(prefill(pack, new Context(pack.manifest.llm), of));
    expect(await logitsOf(positions)).toEqual(await logitsOf(unlabelled));
  });

  test("logits that are no numbers are not what the next answer goes on from", async () => {
    const context = new Context(pack.manifest.llm);
    const steps = extendByTokens(pack, context, [50, 51].map(tokenId));
    const embedding = steps.next();
    if (embedding.done) expect.unreachable();
    const decoding = steps.next(await embedding.value.session.run(embedding.value.feeds));
    if (decoding.done) expect.unreachable();
    const outputs = await decoding.value.session.run(decoding.value.feeds);
    const broken = Object.entries(outputs).map(([name, { shape }]) => [name, float32(shape, new Float32Array(elementCount(shape)).fill(Number.NaN))]);
    expect(() => steps.next(Object.fromEntries(broken))).toThrow(/expected finite logits/);
    expect(context.reuse([50, 51, 52])).toBe(0);
  });

  test("hidden states and embeddings come for every position", async () => {
    const { hidden, embeds } = await runSteps(extendByTokens(pack, new Context(pack.manifest.llm), [50, 51, 52].map(tokenId)));
    expect(hidden).toHaveLength(3 * pack.manifest.llm.width);
    expect(embeds).toHaveLength(3 * pack.manifest.llm.width);
  });
});
