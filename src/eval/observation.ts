/** What came of a case: the words and media of the last answer, as the judges read and the quality measures find them. Small enough for a journal. */

import { z } from "zod";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import { QUALITIES } from "./quality.ts";
import { ATTRIBUTES } from "./world.ts";

const facts = z.partialRecord(z.enum(ATTRIBUTES), z.string());

export const observationSchema = z.object({
  /** Of the case. */
  id: z.string(),
  text: z.string(),
  media: z.array(
    z.object({
      modality: z.enum(MEDIA_MODALITIES),
      caption: z.string(),
      /** What a judge reads from it. */
      facts,
      qualities: z.partialRecord(z.enum(QUALITIES), z.number()).default({}),
      /** Name of the file in the report's media folder. */
      file: z.string(),
    }),
  ),
  /** The answers before the last one. */
  earlier: z.array(z.object({ text: z.string(), made: z.array(z.enum(MEDIA_MODALITIES)) })).default([]),
  /** A failure of the core or of a medium, in words. */
  fault: z.string().optional(),
  totalMs: z.number(),
});

export type Observation = z.infer<typeof observationSchema>;
