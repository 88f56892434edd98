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

/** Limits that only ffmpeg knows: processor seconds, threads, and no reading of its standard input. */
export function runGuards(limits: MediaLimits): readonly string[] {
  return ["-nostdin", "-threads", "2", "-timelimit", String(Math.ceil((limits.jobTimeoutMs * 2) / 1000))];
}

const PCM = ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"];
const PCM_BIG_ENDIAN = ["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"];
const MP3 = ["mp3float", "mp3"];
const OGG_SOUND = ["opus", "libopus", "vorbis", "libvorbis", "flac", "speex", "libspeex"];
const MP4_SOUND = ["aac", ...MP3, "alac", "ac3", "eac3", "opus", "libopus", "flac", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb"];
const MODERN_PICTURES = ["h264", "hevc", "mpeg4", "h263", "mjpeg", "vp8", "libvpx", "vp9", "libvpx-vp9", "libdav1d", "av1", "libaom-av1"];

function containerOf(type: SniffedType): readonly [demuxer: string, decoders: readonly string[]] {
  switch (type) {
    case "audio/wav":
      return ["wav", [...PCM, "adpcm_ms", "adpcm_ima_wav", ...MP3]];
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
      return ["avi", [...MODERN_PICTURES, "msmpeg4", "msmpeg4v2", "mpeg2video", ...MP3, "mp2", "mp2float", "aac", "ac3", ...PCM]];
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
