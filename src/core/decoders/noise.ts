/** Normal noise from a seed: the same numbers on every machine, because only integer arithmetic and V8's own log, cos and sin (fdlibm) are used. */

/** Gives the next numbers of one stream, each call going on where the last one ended. */
export type NoiseSource = (length: number) => Float32Array;

/** Xoshiro128++ (Blackman and Vigna 2018), its state filled by splitmix32 from the unsigned 32-bit seed; Box and Muller's method makes it normal. */
export function createNoise(seed: number): NoiseSource {
  const next = xoshiro128(seed);
  return (length) => {
    const noise = new Float32Array(length);
    for (let i = 0; i < length; i += 2) {
      // In (0, 1], so that the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log((next() + 1) / 2 ** 32));
      const angle = (2 * Math.PI * next()) / 2 ** 32;
      noise[i] = radius * Math.cos(angle);
      if (i + 1 < length) noise[i + 1] = radius * Math.sin(angle);
    }
    return noise;
  };
}

/** Unsigned 32-bit numbers. */
function xoshiro128(seed: number): () => number {
  const mix = splitmix32(seed);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  return () => {
    const result = (rotate((a + d) | 0, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Spreads neighbouring seeds far apart (finaliser of MurmurHash3 over a Weyl sequence). */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}
