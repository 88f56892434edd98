/** The shape of a sound, drawn as bars; what has been played takes the accent colour. */

const BARS = 56;

/** Loudest sample of each bar's stretch, scaled so that the loudest bar is 1; throws where the browser cannot decode the sound. */
export async function readPeaks(url: string): Promise<Float32Array> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes);
  return peaksOf(decoded.getChannelData(0));
}

export function peaksOf(samples: Float32Array): Float32Array {
  const peaks = new Float32Array(BARS);
  samples.forEach((sample, index) => {
    const bar = Math.min(BARS - 1, Math.floor((index * BARS) / samples.length));
    peaks[bar] = Math.max(peaks[bar] ?? 0, Math.abs(sample));
  });
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}

/** @param played share of the sound, 0 to 1 */
export function drawWaveform(canvas: HTMLCanvasElement, peaks: Float32Array, played: number): void {
  const { width, height } = canvas.getBoundingClientRect();
  const pen = canvas.getContext("2d");
  if (pen === null || width === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  pen.scale(devicePixelRatio, devicePixelRatio);
  // Both colours come from the style sheet, where the caret of a canvas is free to hold the second.
  const style = getComputedStyle(canvas);
  const step = width / peaks.length;
  peaks.forEach((peak, index) => {
    const bar = Math.max(3, peak * (height - 4));
    pen.fillStyle = (index + 0.5) / peaks.length <= played ? style.color : style.caretColor;
    pen.beginPath();
    pen.roundRect(index * step + step * 0.2, (height - bar) / 2, step * 0.6, bar, step * 0.3);
    pen.fill();
  });
}
