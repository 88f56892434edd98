/** The media door as the rest of Quartet sees it: what can be asked of the process that alone touches untrusted bytes. */

import type { ProcessHealth } from "../ops/process-health.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";

/** What a file really is, by its content; sizes are those of the upright picture. */
export interface Inspection {
  /** IANA media type by content: an MP4 without pictures is `audio/mp4`. */
  readonly mediaType: string;
  /** What it is to people: an animated GIF or WebP is a `video` although its media type says image. */
  readonly modality: MediaModality;
  readonly sizeBytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  /** Whether a video has a sound track. */
  readonly hasSound?: boolean;
}

/** Written into every file that is made; deliberately no prompt and no names. */
export interface Provenance {
  /** Name of the pack that made it. */
  readonly pack: string;
  /** Unix milliseconds. */
  readonly madeAt: number;
}

export interface EncodeOptions extends Provenance {
  /** For audio only; `ogg` is Opus at 48 kHz and the default, `wav` is 16-bit PCM at the samples' own rate. */
  readonly audioFormat?: "ogg" | "wav";
  /** Pictures and videos only: nothing but colours and large shapes stays. */
  readonly isBlurred?: true;
}

/** A stretch of a sound or a video. */
export interface Span {
  readonly startMs: number;
  readonly durationMs: number;
}

/** A file that the media process wrote; `waveform`: of a sound, how loud it is over time, base64 of at most 256 bytes. */
export interface EncodedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly waveform?: string;
}

/** One scene of a film: a card with words, or a page with a picture, clip or sound. Paths lead to stored files. */
export type FilmScene =
  | { readonly type: "card"; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly type: "page";
      /** A picture or a clip; absent: the first sound is seen as its wave. */
      readonly visual?: string;
      /** Heard together. */
      readonly sounds: readonly string[];
      readonly caption: string;
      readonly byline: string;
    };

/**
 * Every method rejects with AttachmentError where the file is at fault (its `told` says so to the person who sent it) and with
 * MediaError where Quartet is: a lost process, a full queue, samples that do not match their description.
 */
export interface Media {
  inspect(path: string): Promise<Inspection>;
  /** Writes the samples into `outFolder`; pictures larger than `maxSide` are reduced, longer sounds and videos are cut. */
  decode(path: string, wish: SamplesWish, outFolder: string): Promise<Samples>;
  /** PNG, OGG/Opus or WAV, MP4 (H.264), with provenance. */
  encode(samples: Samples, options: EncodeOptions, outFolder: string): Promise<EncodedFile>;
  /** A small PNG, base64: the picture, a video's middle frame, or a sound's wave form. */
  preview(samples: Samples): Promise<string>;
  /**
   * The same medium in at most `maxBytes`; the file itself where it already fits, else a new one in `outFolder`. Provenance is kept. With a
   * `span`, only that stretch of a sound or a video, always as a new file that begins at its own zero.
   */
  fit(path: string, maxBytes: number, outFolder: string, span?: Span): Promise<EncodedFile>;
  /** One scene as a segment of a film, to be given to `film`. */
  filmScene(scene: FilmScene, outFolder: string): Promise<EncodedFile>;
  /** The segments one after another: MP4 (H.264 and AAC), with provenance. */
  film(segments: readonly EncodedFile[], provenance: Provenance, outFolder: string): Promise<EncodedFile>;
  /** What the machine offers, for the log and `npm run doctor`. */
  readonly about: MediaAbout;
  /** Asking starts the process where it is down; it is up the next time. */
  readonly health: ProcessHealth;
  stop(): Promise<void>;
}

export interface MediaAbout {
  readonly ffmpegVersion: string;
  /** Whether the old build inside the npm package serves because the system has none that is recent enough. */
  readonly bundledFfmpeg: boolean;
  /** Whether the operating system denies the process the network, beyond the protocols that ffmpeg is given. */
  readonly withoutNetwork: boolean;
}

/** What one file or one job may cost; everything left out takes `defaultMediaLimits`. */
export interface MediaLimits {
  /** Pixels of one picture or one video frame. */
  readonly maxPixels: number;
  /** Longest sound or video that is taken at all. */
  readonly maxDurationMs: number;
  /** Largest file of samples. */
  readonly maxSamplesBytes: number;
  readonly jobTimeoutMs: number;
  /** Resident memory of the media process together with its ffmpeg processes; enforced on Linux. */
  readonly maxMemoryBytes: number;
  readonly maxJobs: number;
}

export const defaultMediaLimits: MediaLimits = {
  maxPixels: 100_000_000,
  maxDurationMs: 30 * 60_000,
  maxSamplesBytes: 1024 ** 3,
  jobTimeoutMs: 120_000,
  maxMemoryBytes: 1.5 * 1024 ** 3,
  maxJobs: 2,
};
