/** How long something lasts, as a clock shows it: figures that every language puts the same way. */

/** "2:05 minutes", "1:02:03 hours", rounded up: what is longer than allowed looks so. `hours` and `minutes`: what they are called. */
export function clock(durationMs: number, hours: string, minutes: string): string {
  const seconds = Math.ceil(durationMs / 1000);
  const [whole, part, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return whole > 0 ? `${whole}:${twoDigits(part)}:${twoDigits(rest)} ${hours}` : `${part}:${twoDigits(rest)} ${minutes}`;
}
