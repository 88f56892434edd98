import { expect, test } from "vitest";
import { seededRandom } from "../../../src/core/llm/random.ts";
import { Sampler, type SamplerOptions } from "../../../src/core/llm/sampler.ts";
import { topIndices } from "../../../src/core/llm/top-indices.ts";

const LOGITS = Float32Array.from([1, 3, 2, 0, -1, 2.5]);
const DRAWS = 20_000;

function shares(options: SamplerOptions, logits = LOGITS): number[] {
  const sampler = new Sampler(options, seededRandom(7));
  const counts = new Array<number>(logits.length).fill(0);
  for (let draw = 0; draw < DRAWS; draw++) {
    const token = sampler.sample(logits);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  return counts.map((count) => count / DRAWS);
}

/** The distribution as its definition says, by sorting everything. */
function expected({ temperature, topK, topP }: SamplerOptions, logits = LOGITS): number[] {
  const weights = [...logits].map((logit, id) => ({ id, weight: Math.exp(logit / temperature) })).sort((a, b) => b.weight - a.weight);
  const kept = weights.slice(0, topK === 0 ? weights.length : topK);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  const nucleus = kept.filter(({ weight }) => {
    const isIn = reached < topP * total;
    reached += weight;
    return isIn;
  });
  const mass = nucleus.reduce((sum, { weight }) => sum + weight, 0);
  return [...logits].map((_, id) => (nucleus.find((one) => one.id === id)?.weight ?? 0) / mass);
}

test.each([
  { temperature: 1, topK: 0, topP: 1 },
  { temperature: 0.5, topK: 0, topP: 1 },
  { temperature: 1.7, topK: 3, topP: 1 },
  { temperature: 1, topK: 0, topP: 0.8 },
  { temperature: 1, topK: 4, topP: 0.6 },
  { temperature: 1, topK: 100, topP: 0.01 },
])("draws by the distribution of %o", (options) => {
  const drawn = shares(options);
  for (const [id, share] of expected(options).entries()) {
    // Five standard deviations of a share of DRAWS draws; what is excluded never comes.
    expect(Math.abs((drawn[id] ?? 0) - share)).toBeLessThanOrEqual(5 * Math.sqrt((share * (1 - share)) / DRAWS));
  }
});

test("top-p over a large flat vocabulary keeps the right number of tokens", () => {
  const logits = Float32Array.from({ length: 300 }, (_, id) => -id * 1e-6);
  const drawn = shares({ temperature: 1, topK: 0, topP: 0.5 }, logits);
  const last = drawn.findLastIndex((share) => share > 0);
  expect(last).toBeGreaterThan(140);
  expect(last).toBeLessThanOrEqual(150);
});

test("temperature 0 takes the likeliest, the first of equals", () => {
  const greedy = new Sampler({ temperature: 0, topK: 0, topP: 1 }, seededRandom(1));
  expect(greedy.sample(LOGITS)).toBe(1);
  expect(greedy.sample(Float32Array.from([0, 5, 5]))).toBe(1);
});

test("a seed reproduces, another differs", () => {
  const draw = (seed: number) => {
    const sampler = new Sampler({ temperature: 1, topK: 0, topP: 1 }, seededRandom(seed));
    return Array.from({ length: 50 }, () => sampler.sample(LOGITS));
  };
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test("the heap agrees with sorting, ties included", () => {
  const random = seededRandom(5);
  for (let round = 0; round < 200; round++) {
    const values = Float32Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * 12));
    const sorted = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
    const k = 1 + Math.floor(random() * values.length);
    expect(topIndices(values, k)).toEqual(sorted.slice(0, k));
  }
});

test("random numbers fill their interval evenly", () => {
  const random = seededRandom(11);
  const buckets = new Array<number>(10).fill(0);
  for (let draw = 0; draw < DRAWS; draw++) {
    const bucket = Math.floor(random() * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - DRAWS / 10)).toBeLessThan(5 * Math.sqrt(DRAWS * 0.09));
});
