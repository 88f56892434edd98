/** The pieces of a turn: text, and media that are already stored, typed by their content. */

/** Content address of a stored file: the lower-case hex sha256 of its bytes. */
export type FileId = string & { readonly __brand: "FileId" };

/** A number people can say: piece #3 of a conversation. Counted from 1, never used twice. */
export type PieceNumber = number & { readonly __brand: "PieceNumber" };

export interface StoredFile {
  readonly id: FileId;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Where a piece comes from: sent by a person, or made from a prompt and other pieces. */
export type Lineage =
  | { readonly type: "sent"; readonly name: string }
  | { readonly type: "made"; readonly prompt: string; readonly seed: number; readonly parents: readonly PieceNumber[] };

interface MediaPartBase {
  readonly file: StoredFile;
  readonly piece: PieceNumber;
  /** Plain words for what it shows; empty while nobody has said it. */
  readonly caption: string;
  readonly lineage: Lineage;
  /** Shown behind the platform's own curtain. */
  readonly isSensitive?: true;
}

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

export interface ImagePart extends MediaPartBase {
  readonly type: "image";
  readonly width: number;
  readonly height: number;
}

export interface AudioPart extends MediaPartBase {
  readonly type: "audio";
  readonly durationMs: number;
  /** How loud it is over time: base64, at most 256 bytes of equal stretches. Absent where nobody measured it. */
  readonly waveform?: string;
}

export interface VideoPart extends MediaPartBase {
  readonly type: "video";
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
}

export type MediaPart = ImagePart | AudioPart | VideoPart;
export type Part = TextPart | MediaPart;

export function isMediaPart(part: Part): part is MediaPart {
  return part.type !== "text";
}
