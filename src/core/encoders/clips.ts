/** Where ImageBind's clips of a sound or a video lie. */

/**
 * Starts of `clips` clips in units of `length`; a file shorter than a clip gives the same clip each time.
 * "by-count" divides the room by the number of clips, so that the end is never seen (pytorchvideo 0.1.5, which ImageBind pins);
 * "even" divides by one less, so that the last clip ends with the file (later releases).
 */
export function clipStarts(length: number, clipLength: number, clips: number, spacing: "by-count" | "even"): number[] {
  const room = Math.max(length - clipLength, 0);
  const gaps = spacing === "even" ? Math.max(clips - 1, 1) : clips;
  return Array.from({ length: clips }, (_, i) => (i * room) / gaps);
}
