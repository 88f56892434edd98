/** The four kinds of signal that people and models exchange. */

export const MODALITIES = ["text", "image", "audio", "video"] as const;
export type Modality = (typeof MODALITIES)[number];

export const MEDIA_MODALITIES = ["image", "audio", "video"] as const;
export type MediaModality = (typeof MEDIA_MODALITIES)[number];

/** The modality of an IANA media type, or undefined where it is none of ours ("application/pdf"). */
export function modalityOf(mediaType: string): Modality | undefined {
  const kind = mediaType.split("/", 1)[0];
  return MODALITIES.find((modality) => modality === kind);
}
