/** Rounding as Python, NumPy and torch do it, where their choice of a crop or a timestep must be met. */

/** Halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + Math.abs(floor % 2) : Math.round(value);
}
