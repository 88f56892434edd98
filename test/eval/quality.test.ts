/** The quality measures on constructed signals: what they are to find raises them, what they are not to mind does not. */

import { expect, test } from "vitest";
import { seededRandom } from "../../src/core/llm/random.ts";
import { buzz, click, flicker, sharpness } from "../../src/eval/quality.ts";

const SIDE = 32;

function picture(level: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => level(Math.floor(pixel / SIDE), pixel % SIDE));
}

test("a ramp has no edges, an edge is sharper than its blur, and contrast counts by its square", () => {
  const edge = (soft: number, height: number) => picture((_, column) => height / (1 + Math.exp(-(column - 15.5) / soft)));
  expect(
    sharpness(
      picture((row, column) => 3 * row + column),
      SIDE,
    ),
  ).toBeCloseTo(0, 3);
  expect(sharpness(edge(0.1, 100), SIDE)).toBeGreaterThan(5 * sharpness(edge(1, 100), SIDE));
  expect(sharpness(edge(0.5, 200), SIDE) / sharpness(edge(0.5, 100), SIDE)).toBeCloseTo(4, 1);
});

test("a checkerboard's variance is known", () => {
  expect(
    sharpness(
      picture((row, column) => (row + column) % 2),
      SIDE,
    ),
  ).toBeCloseTo(16, 1);
});

test("what moves is no flicker, what trembles everywhere is", () => {
  const random = seededRandom(3);
  const moving = (tremble: number) =>
    Array.from({ length: 8 }, (_, frame) =>
      picture((row, column) => (Math.abs(column - 3 * frame) < 4 && row < 14 ? 200 : 20) + tremble * (2 * random() - 1)),
    );
  expect(flicker(moving(0))).toBe(0);
  // The mean distance of two even draws from -3 to 3 is 2; the calmer half lies a little below it.
  expect(flicker(moving(3))).toBeGreaterThan(1.2);
  expect(flicker(moving(3))).toBeLessThan(2);
});

const RATE = 16_000;
const tone = Float32Array.from({ length: RATE }, (_, index) => 0.5 * Math.sin((2 * Math.PI * 440 * index) / RATE));

test("a tone and noise have no clicks, a lone sample and a jump of phase are clicks", () => {
  const random = seededRandom(4);
  const noise = Float32Array.from({ length: RATE }, () => random() - 0.5);
  expect(click(tone)).toBeLessThan(1.6);
  expect(click(noise)).toBeLessThan(4);
  expect(click(tone.with(4000, 0.9))).toBeGreaterThan(10);
  expect(click(tone.map((value, index) => (index < 8009 ? value : -value)))).toBeGreaterThan(10);
  expect(click(new Float32Array(RATE))).toBe(0);
});

test("the faint end of a sound is measured against the whole of it", () => {
  const fading = tone.map((value, index) => value * Math.exp(-index / 800));
  expect(click(fading.with(15_000, 1e-5))).toBeLessThan(2);
});

test("loudness that repeats with the vocoder's frames is buzz, other trembling is none", () => {
  const trembling = (hertz: number) => tone.map((value, index) => value * (1 + 0.3 * Math.sin((2 * Math.PI * hertz * index) / RATE)));
  expect(buzz(trembling(62.5))).toBeGreaterThan(0.3);
  expect(buzz(trembling(41))).toBeLessThan(0.05);
  expect(buzz(new Float32Array(RATE))).toBe(0);
});
