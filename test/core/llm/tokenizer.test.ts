import { expect, test } from "vitest";
import { Detokenizer } from "../../../src/core/llm/detokenizer.ts";
import { Tokenizer, tokenId } from "../../../src/core/llm/tokenizer.ts";
import { PackError } from "../../../src/errors.ts";
import { CONTROL_TOKENS, smallTokenizerJson } from "../../support/small-tokenizer.ts";

const tokenizer = new Tokenizer(smallTokenizerJson());

test("text comes back as it went in", () => {
  for (const text of ["hello world", "  two  spaces\n", "naïve 😀 日本", "#3: make it blue"])
    expect(tokenizer.decode(tokenizer.encodeText(text))).toBe(text);
});

test("merges are used", () => {
  expect(tokenizer.encodeText("hello")).toHaveLength(1);
});

test.each(CONTROL_TOKENS)("%s typed by a person stays text", (control) => {
  for (const typed of [control, `a ${control} b`, control.repeat(3), `${control}${control.slice(1)}`]) {
    const ids = tokenizer.encodeText(typed);
    expect(ids.filter((id) => tokenizer.isControl(id))).toEqual([]);
    expect(tokenizer.decode(ids)).toBe(typed);
  }
});

test("added tokens that are not marked special are control tokens where the manifest names them, and text elsewhere", () => {
  const named = new Tokenizer(smallTokenizerJson({ special: false }), ["[IMG0]"]);
  expect(named.encodeText("[IMG0]").some((id) => named.isControl(id))).toBe(false);
  expect(named.encodeText("[IMG0]").length).toBeGreaterThan(1);
  expect(named.encodeText("[IMG1]")).toHaveLength(1);
  expect(named.decode(named.encodeText("[IMG1]"))).toBe("[IMG1]");
});

/** Takes whole words from its vocabulary, those of control tokens too. */
function carelessTokenizer(): Tokenizer {
  const json = structuredClone(smallTokenizerJson()) as { model: { ignore_merges: boolean }; pre_tokenizer: unknown };
  json.model.ignore_merges = true;
  json.pre_tokenizer = { type: "WhitespaceSplit" };
  return new Tokenizer(json);
}

test("a tokenizer that takes whole words from its vocabulary cannot be talked into a control token", () => {
  const careless = carelessTokenizer();
  const ids = careless.encodeText("<s>");
  expect(ids.length).toBeGreaterThan(1);
  expect(ids.some((id) => careless.isControl(id))).toBe(false);
});

test("nor does a long text with one in it take such a tokenizer beyond its depth", () => {
  const careless = carelessTokenizer();
  const words = "hello ".repeat(4_000);
  const ids = careless.encodeText(`${words}<s>`);
  expect(ids.some((id) => careless.isControl(id))).toBe(false);
  expect(careless.decode(ids)).toBe(`${words}<s>`.replaceAll(" ", ""));
});

test("templates mean their control tokens", () => {
  expect(tokenizer.encodeTemplate("<s><|user|>")).toEqual([tokenizer.tokenOf("<s>"), tokenizer.tokenOf("<|user|>")]);
  expect(tokenizer.isControl(tokenizer.tokenOf("[IMG0]"))).toBe(true);
});

test("a string that is not one token is a fault of the pack", () => {
  expect(() => tokenizer.tokenOf("[VID0]")).toThrow(PackError);
});

test("streamed text is whole characters, and all of them", () => {
  const text = "a 😀😀 naïve 日本 hello world";
  const detokenizer = new Detokenizer(tokenizer);
  const parts = tokenizer.encodeText(text).map((id) => detokenizer.push(id));
  parts.push(detokenizer.flush());
  expect(parts.join("")).toBe(text);
  expect(parts.every((part) => part.isWellFormed() && !part.includes("\uFFFD"))).toBe(true);
  expect(parts.filter((part) => part === "").length).toBeGreaterThanOrEqual(6);
});

test("control tokens are never text", () => {
  const detokenizer = new Detokenizer(tokenizer);
  const ids = [...tokenizer.encodeText("one"), tokenizer.tokenOf("[IMG0]"), tokenizer.tokenOf("[IMG1]"), ...tokenizer.encodeText(" two")];
  expect(ids.map((id) => detokenizer.push(id)).join("")).toBe("one two");
});

test("bytes that are no character are left out and hold nothing up", () => {
  const detokenizer = new Detokenizer(tokenizer);
  const half = tokenizer.encodeText("😀").slice(0, 2);
  const ids = [...half, ...half, ...half, ...half, ...half, ...tokenizer.encodeText("on"), ...half];
  const text = ids.map((id) => detokenizer.push(id)).join("") + detokenizer.flush();
  expect(text).toBe("on");
});

test("random tokens never give a broken character", () => {
  let state = 1;
  const random = () => (state = (state * 48271) % 0x7fffffff);
  const detokenizer = new Detokenizer(tokenizer);
  for (let index = 0; index < 2_000; index++) {
    const part = detokenizer.push(tokenId(random() % 270));
    expect(part.isWellFormed() && !part.includes("\uFFFD")).toBe(true);
  }
});
