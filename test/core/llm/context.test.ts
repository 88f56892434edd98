import { expect, test } from "vitest";
import { Context } from "../../../src/core/llm/context.ts";
import { ContextStore } from "../../../src/core/llm/context-store.ts";
import { KvCache } from "../../../src/core/llm/kv-cache.ts";

const SHAPE = { layers: 2, kvHeads: 1, headDim: 2 };

/** One layer's rows for positions `from` to `to`, each telling its position. */
function rows(from: number, to: number, offset: number): Float32Array {
  return Float32Array.from({ length: 2 * (to - from) }, (_, index) => offset + from + Math.floor(index / 2));
}

function appendRange(cache: KvCache, from: number, to: number): void {
  cache.append(to - from, [rows(from, to, 0), rows(from, to, 1_000)], [rows(from, to, 2_000), rows(from, to, 3_000)]);
}

test("the cache grows, keeps every layer apart and gives views of what is used", () => {
  const cache = new KvCache(SHAPE);
  expect(cache.pastKey(0).shape).toEqual([0, 1, 2]);
  for (let at = 0; at < 700; at += 100) appendRange(cache, at, at + 100);
  expect(cache.length).toBe(700);
  expect(cache.pastKey(1).data).toEqual(rows(0, 700, 1_000));
  expect(cache.pastValue(0).data).toEqual(rows(0, 700, 2_000));
  expect(cache.pastValue(1).shape).toEqual([700, 1, 2]);
});

test("growth for which there is no memory leaves the cache as it was", () => {
  const cache = new KvCache(SHAPE);
  appendRange(cache, 0, 10);
  expect(() => cache.append(2 ** 50, [], [])).toThrow(RangeError);
  expect(cache.length).toBe(10);
  appendRange(cache, 10, 600);
  expect(cache.pastKey(1).data).toEqual(rows(0, 600, 1_000));
});

test("what fits is appended in place", () => {
  const cache = new KvCache(SHAPE);
  appendRange(cache, 0, 10);
  const { buffer } = cache.pastKey(0).data;
  appendRange(cache, 10, 20);
  expect(cache.pastKey(0).data.buffer).toBe(buffer);
});

test("rewinding forgets the end only", () => {
  const cache = new KvCache(SHAPE);
  appendRange(cache, 0, 10);
  cache.rewind(4);
  appendRange(cache, 100, 102);
  expect([...cache.pastKey(0).data].filter((_, index) => index % 2 === 0)).toEqual([0, 1, 2, 3, 100, 101]);
});

test("a context keeps the beginning that prompts share, never the whole", () => {
  const context = new Context(SHAPE);
  const append = (names: (number | string)[]) =>
    context.append(names, [rows(0, names.length, 0), rows(0, names.length, 0)], [rows(0, names.length, 0), rows(0, names.length, 0)]);
  append([1, "boat#1[0]", "boat#1[1]", 4, 5]);
  expect(context.reuse([1, "boat#1[0]", "boat#1[1]", 4, 5, 6])).toBe(5);
  expect(context.reuse([1, "boat#1[0]", "boat#1[1]", 4, 5])).toBe(4);
  expect(context.reuse([1, "tree#2[0]", "boat#1[1]", 4])).toBe(1);
  expect(context.cache.length).toBe(1);
  expect(context.reuse([1])).toBe(0);
});

test("the conversations unused for longest give way", () => {
  const bytes = new Context(SHAPE).bytes;
  const store = new ContextStore(SHAPE, 2 * bytes);
  const [a, b, c] = ["a", "b", "c"].map((id) => store.take(id));
  if (!a || !b || !c) expect.unreachable();
  store.put("a", a);
  store.put("b", b);
  store.put("a", store.take("a"));
  store.put("c", c);
  expect(store.bytes).toBe(2 * bytes);
  expect(store.take("a")).toBe(a);
  expect(store.take("b")).not.toBe(b);
});

test("the conversation spoken with last stays, however large it is", () => {
  const store = new ContextStore(SHAPE, 1);
  const [a, b] = ["a", "b"].map((id) => store.take(id));
  if (!a || !b) expect.unreachable();
  store.put("a", a);
  store.put("b", b);
  expect(store.take("b")).toBe(b);
  expect(store.take("a")).not.toBe(a);
});

test("what is forgotten while it is lent does not come back", () => {
  const store = new ContextStore(SHAPE, 1e9);
  const context = store.take("a");
  store.forget("a");
  store.put("a", context);
  expect(store.bytes).toBe(0);
});

test("two answers of one conversation never share a context", () => {
  const store = new ContextStore(SHAPE, 1e9);
  const first = store.take("a");
  const second = store.take("a");
  expect(second).not.toBe(first);
  store.put("a", second);
  store.put("a", first);
  expect(store.take("a")).toBe(second);
});
