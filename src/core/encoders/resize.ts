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

/** The part of a resized picture that is wanted. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Bit for bit what `Image.resize((width, height), resample)` of Pillow gives for RGB, and of that only the window, so that a thin strip stays cheap. */
export function resize(
  picture: Picture,
  width: number,
  height: number,
  resample: Resample,
  window: Window = { left: 0, top: 0, width, height },
): Picture {
  const columns = { total: width, first: window.left, count: window.width };
  const rows = { total: height, first: window.top, count: window.height };
  const fewerRows = picture.height - height;
  if (fewerRows > 0 && fewerRows > 2 * (picture.width - width)) return resizeRows(resizeColumns(picture, rows, resample), columns, resample);
  return resizeColumns(resizeRows(picture, columns, resample), rows, resample);
}

/** Along one side: the size of the whole resized picture, and the positions of it that are computed. */
interface Span {
  readonly total: number;
  readonly first: number;
  readonly count: number;
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

function weightsOf(sourceSize: number, { total, first, count: positions }: Span, { support, weight }: Filter): Weights {
  const scale = sourceSize / total;
  const widening = Math.max(scale, 1);
  const reach = support * widening;
  const stride = 2 * Math.ceil(reach) + 1;
  const weights = { starts: new Int32Array(positions), counts: new Int32Array(positions), stride, values: new Int32Array(positions * stride) };
  for (let position = 0; position < positions; position += 1) {
    const center = (first + position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - reach + 0.5));
    const count = Math.min(sourceSize, Math.trunc(center + reach + 0.5)) - start;
    // Pillow multiplies by the inverse; dividing would round some weights differently.
    const raw = Array.from({ length: count }, (_, i) => weight((i + start - center + 0.5) * (1 / widening)));
    weights.starts[position] = start;
    weights.counts[position] = count;
    weights.values.set(toFixedPoint(raw), position * stride);
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

function resizeRows({ width, height, data }: Picture, span: Span, resample: Resample): Picture {
  if (span.total === width && span.count === width) return { width, height, data };
  const weights = weightsOf(width, span, FILTERS[resample]);
  const target = new Uint8Array(span.count * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < span.count; x += 1) blend(data, 3 * y * width, 3, weights, x, target, 3 * (y * span.count + x));
  }
  return { width: span.count, height, data: target };
}

function resizeColumns({ width, height, data }: Picture, span: Span, resample: Resample): Picture {
  if (span.total === height && span.count === height) return { width, height, data };
  const weights = weightsOf(height, span, FILTERS[resample]);
  const target = new Uint8Array(width * span.count * 3);
  for (let y = 0; y < span.count; y += 1) {
    for (let x = 0; x < width; x += 1) blend(data, 3 * x, 3 * width, weights, y, target, 3 * (y * width + x));
  }
  return { width, height: span.count, data: target };
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
