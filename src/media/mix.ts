/** How many channels become one or two, as loud as they are: ffmpeg by itself would make one softer when it becomes two, and clip many. */

/** More than these have no places that ffmpeg could mix by. */
const MOST_PLACED_CHANNELS = 8;

/** A chain of filters; weights are normalised so that no sum can clip. */
export function mixFilter(from: number, into: 1 | 2, sampleRateHz: number): string {
  const spread = from === 1 && into === 2 ? ["pan=stereo|c0=c0|c1=c0"] : averaged(from, into);
  return [...spread, `aresample=${sampleRateHz}:rematrix_maxval=1.0`, `aformat=channel_layouts=${layoutOf(into)}`].join(",");
}

function averaged(from: number, into: 1 | 2): readonly string[] {
  if (from <= MOST_PLACED_CHANNELS) return [];
  const all = Array.from({ length: from }, (_, channel) => `c${channel}`).join("+");
  const outputs = Array.from({ length: into }, (_, channel) => `c${channel}<${all}`).join("|");
  return [`pan=${layoutOf(into)}|${outputs}`];
}

function layoutOf(channels: 1 | 2): string {
  return channels === 1 ? "mono" : "stereo";
}
