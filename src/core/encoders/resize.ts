/**
 * Resizes rgb24 pictures exactly as Pillow does (libImaging/Resample.c): separable, the filter's support widened by the ratio,
 * weights as 22-bit fixed-point numbers, eight bits between the two passes. Which side comes first changes the rounding: here as in Pillow 13,
 * while versions before it always begin with the rows.
 */

/** rgb24, height x width x 3. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export type Resample = "box" | "bilinear" | "bicubic" | "lanczos";

/** Bit for bit what `Image.resize((width, height), resample)` of Pillow gives for RGB. */
export function resize(picture: Picture, width: number, height: number, resample: Resample): Picture {
  const fewerRows = picture.height - height;
  if (fewerRows > 0 && fewerRows > 2 * (picture.width - width)) return resizeRows(resizeColumns(picture, height, resample), width, resample);
  return resizeColumns(resizeRows(picture, width, resample), height, resample);
}

interface Filter {
  readonly support: number;
  weight(distance: number): number;
}

const FILTERS: Readonly<Record<Resample, Filter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Keys' cubic with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

const PRECISION_BITS = 22;

/** For each output position: where its source pixels begin, how many there are, and their weights (`stride` apart). */
interface Weights {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly stride: number;
  readonly values: Int32Array;
}

function weightsOf(sourceSize: number, targetSize: number, { support, weight }: Filter): Weights {
  const scale = sourceSize / targetSize;
  const widening = Math.max(scale, 1);
  const reach = support * widening;
  const stride = 2 * Math.ceil(reach) + 1;
  const weights = { starts: new Int32Array(targetSize), counts: new Int32Array(targetSize), stride, values: new Int32Array(targetSize * stride) };
  for (let target = 0; target < targetSize; target += 1) {
    const center = (target + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - reach + 0.5));
    const count = Math.min(sourceSize, Math.trunc(center + reach + 0.5)) - start;
    // Pillow multiplies by the inverse; dividing would round some weights differently.
    const raw = Array.from({ length: count }, (_, i) => weight((i + start - center + 0.5) * (1 / widening)));
    weights.starts[target] = start;
    weights.counts[target] = count;
    weights.values.set(toFixedPoint(raw), target * stride);
  }
  return weights;
}

function toFixedPoint(raw: readonly number[]): number[] {
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => {
    const scaled = (value / sum) * (1 << PRECISION_BITS);
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
}

function resizeRows({ width, height, data }: Picture, targetWidth: number, resample: Resample): Picture {
  if (targetWidth === width) return { width, height, data };
  const weights = weightsOf(width, targetWidth, FILTERS[resample]);
  const target = new Uint8Array(targetWidth * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < targetWidth; x += 1) blend(data, 3 * y * width, 3, weights, x, target, 3 * (y * targetWidth + x));
  }
  return { width: targetWidth, height, data: target };
}

function resizeColumns({ width, height, data }: Picture, targetHeight: number, resample: Resample): Picture {
  if (targetHeight === height) return { width, height, data };
  const weights = weightsOf(height, targetHeight, FILTERS[resample]);
  const target = new Uint8Array(width * targetHeight * 3);
  for (let y = 0; y < targetHeight; y += 1) {
    for (let x = 0; x < width; x += 1) blend(data, 3 * x, 3 * width, weights, y, target, 3 * (y * width + x));
  }
  return { width, height: targetHeight, data: target };
}

/** One target pixel: the weighted sum of `counts[position]` source pixels, `step` bytes apart, from `offset` on. */
function blend(source: Uint8Array, offset: number, step: number, weights: Weights, position: number, target: Uint8Array, at: number): void {
  const count = weights.counts[position] ?? 0;
  const first = position * weights.stride;
  let from = offset + (weights.starts[position] ?? 0) * step;
  let red = 1 << (PRECISION_BITS - 1);
  let green = red;
  let blue = red;
  for (let i = 0; i < count; i += 1, from += step) {
    const weight = weights.values[first + i] ?? 0;
    red += (source[from] ?? 0) * weight;
    green += (source[from + 1] ?? 0) * weight;
    blue += (source[from + 2] ?? 0) * weight;
  }
  target[at] = clamp8(red);
  target[at + 1] = clamp8(green);
  target[at + 2] = clamp8(blue);
}

function clamp8(sum: number): number {
  return Math.min(255, Math.max(0, sum >> PRECISION_BITS));
}
