/** The power spectrum of real frames: a radix-2 FFT in 64-bit floats, as exact as the references in Python. */

import { ModelError } from "../../errors.ts";

/** Tables for one size; `size` is a power of two. */
export interface Fourier {
  readonly size: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly reversed: Uint32Array;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export function createFourier(size: number): Fourier {
  const bits = Math.log2(size);
  if (!Number.isInteger(bits)) throw new ModelError(`Expected an FFT size that is a power of two, got ${size}.`);
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i += 1) reversed[i] = ((reversed[i >> 1] ?? 0) >> 1) | ((i & 1) << (bits - 1));
  const half = { length: size / 2 };
  return {
    size,
    cosines: Float64Array.from(half, (_, k) => Math.cos((2 * Math.PI * k) / size)),
    sines: Float64Array.from(half, (_, k) => -Math.sin((2 * Math.PI * k) / size)),
    reversed,
    real: new Float64Array(size),
    imaginary: new Float64Array(size),
  };
}

/** |FFT|^2 of bins 0 to size / 2 of a real frame of `size` values, written into `power`. */
export function powerSpectrum(fourier: Fourier, frame: Float64Array, power: Float64Array): void {
  const { size, reversed, real, imaginary } = fourier;
  for (let i = 0; i < size; i += 1) real[i] = frame[reversed[i] ?? 0] ?? 0;
  imaginary.fill(0);
  for (let half = 1; half < size; half *= 2) butterflies(fourier, half);
  for (let k = 0; k <= size / 2; k += 1) power[k] = (real[k] ?? 0) ** 2 + (imaginary[k] ?? 0) ** 2;
}

/** One stage of Cooley and Tukey: pairs that lie `half` apart. */
function butterflies({ size, cosines, sines, real, imaginary }: Fourier, half: number): void {
  const step = size / (2 * half);
  for (let start = 0; start < size; start += 2 * half) {
    for (let k = 0; k < half; k += 1) {
      const even = start + k;
      const odd = even + half;
      const cosine = cosines[k * step] ?? 0;
      const sine = sines[k * step] ?? 0;
      const re = (real[odd] ?? 0) * cosine - (imaginary[odd] ?? 0) * sine;
      const im = (real[odd] ?? 0) * sine + (imaginary[odd] ?? 0) * cosine;
      real[odd] = (real[even] ?? 0) - re;
      imaginary[odd] = (imaginary[even] ?? 0) - im;
      real[even] = (real[even] ?? 0) + re;
      imaginary[even] = (imaginary[even] ?? 0) + im;
    }
  }
}
