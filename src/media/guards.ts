/** What ffmpeg may open for each sniffed type: one demuxer, the decoders that belong into it, and no protocol but `file`. */

import type { MediaLimits } from "./media.ts";
import type { SniffedType } from "./sniff.ts";

/** What the media process needs for every job; paths are absolute because its environment is empty. */
export interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly limits: MediaLimits;
}

/** A file with the type that its content showed. */
export interface Sniffed {
  readonly path: string;
  readonly type: SniffedType;
}

/** Options before `-i`, understood by ffmpeg and ffprobe alike. */
export function inputGuards(type: SniffedType, limits: MediaLimits): readonly string[] {
  const [demuxer, decoders] = containerOf(type);
  return [
    ...["-hide_banner", "-loglevel", "error"],
    ...["-protocol_whitelist", "file", "-format_whitelist", demuxer, "-codec_whitelist", decoders.join(",")],
    ...["-max_pixels", String(limits.maxPixels), "-f", demuxer],
  ];
}

/**
 * For ffprobe alone, after the guards: it ends where it may not open the decoder of any one stream, so it may open, but is never asked to feed,
 * those of subtitles, covers and sounds that stand beside what is taken.
 */
export function probeGuards(type: SniffedType): readonly string[] {
  const [, decoders] = containerOf(type);
  const openable = (beside: readonly string[]) => [...decoders, ...beside].join(",");
  return [
    ...["-codec_whitelist:s", SUBTITLES_BESIDE.join(",")],
    ...["-codec_whitelist:v", openable(PICTURES_BESIDE)],
    ...["-codec_whitelist:a", openable(SOUNDS_BESIDE)],
  ];
}

/** Whether a stream that ffprobe could open is decoded too, by the name of its codec. */
export function isDecoded(type: SniffedType, codec: string): boolean {
  const [, decoders] = containerOf(type);
  return decoders.includes(codec) || ![...PICTURES_BESIDE, ...SOUNDS_BESIDE].includes(codec);
}

/** Limits that only ffmpeg knows: processor seconds, threads, and no reading of its standard input. */
export function runGuards(limits: MediaLimits): readonly string[] {
  return ["-nostdin", "-threads", "2", "-timelimit", String(Math.ceil((limits.jobTimeoutMs * 2) / 1000))];
}

const PCM = ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"];
const PCM_BIG_ENDIAN = ["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"];
const ADPCM = ["adpcm_ms", "adpcm_ima_wav"];
const MP3 = ["mp3float", "mp3"];
const OGG_SOUND = ["opus", "libopus", "vorbis", "libvorbis", "flac", "speex", "libspeex"];
const MP4_SOUND = ["aac", ...MP3, "alac", "ac3", "eac3", "opus", "libopus", "flac", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb"];
const MODERN_PICTURES = ["h264", "hevc", "mpeg4", "h263", "mjpeg", "vp8", "libvpx", "vp9", "libvpx-vp9", "libdav1d", "av1", "libaom-av1"];

const SUBTITLES_BESIDE = ["mov_text", "srt", "subrip", "ass", "ssa", "text", "webvtt", "pgssub", "dvdsub", "dvbsub", "cc_dec"];
const PICTURES_BESIDE = ["mjpeg", "png", "bmp", "gif", "webp", "tiff"];
/** Names of decoders and of their codecs: DTS is decoded by `dca`. */
const SOUNDS_BESIDE = ["dca", "dts", "truehd", "mlp", "mp2", "mp2float", "wmav1", "wmav2", "wmapro", "tta", "wavpack", "adpcm_ima_qt", "qdm2"];

function containerOf(type: SniffedType): readonly [demuxer: string, decoders: readonly string[]] {
  switch (type) {
    case "audio/wav":
      return ["wav", [...PCM, ...ADPCM, ...MP3]];
    case "audio/ogg":
      return ["ogg", [...OGG_SOUND, "theora"]];
    case "audio/mpeg":
      return ["mp3", MP3];
    case "audio/flac":
      return ["flac", ["flac"]];
    case "audio/aac":
      return ["aac", ["aac"]];
    case "audio/mp4":
    case "video/mp4":
    case "video/quicktime":
      return ["mov", [...MODERN_PICTURES, "prores", "qtrle", ...MP4_SOUND, ...PCM, ...PCM_BIG_ENDIAN]];
    case "video/webm":
    case "video/x-matroska":
      return ["matroska", [...MODERN_PICTURES, "mpeg2video", "theora", ...OGG_SOUND, ...MP4_SOUND, ...PCM]];
    case "video/x-msvideo":
      return ["avi", [...MODERN_PICTURES, "msmpeg4", "msmpeg4v2", "mpeg2video", ...MP3, "mp2", "mp2float", "aac", "ac3", ...ADPCM, ...PCM]];
    case "image/gif":
      return ["gif", ["gif"]];
    case "image/png":
    case "image/jpeg":
    case "image/webp":
    case "image/avif":
    case "image/heic":
      return ["none", ["none"]];
    default:
      return type satisfies never;
  }
}
