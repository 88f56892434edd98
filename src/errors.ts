/** The one error tree: every fault that Quartet raises itself, with a code, a sentence for the operator, and a cause. */

import { type Sentences, sentenceOf, sentencesIn, type Telling } from "./language/language.ts";

export type ErrorCode =
  | "config"
  | "attachment"
  | "media"
  | "pack"
  | "model"
  | "core-crashed"
  | "cancelled"
  | "delivery"
  | "rate-limited"
  | "store"
  | "house-rule";

const UNKNOWN: Telling = ["unknown"];

/** `message` says what was expected, what came and what to do; `telling` is the sentence for the person in the channel. */
export class QuartetError extends Error {
  readonly code: ErrorCode;
  readonly telling: Telling;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; told?: Telling } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.telling = options.told ?? UNKNOWN;
  }

  /** In English, where nobody's language is known. */
  get told(): string {
    return sentenceOf(this.telling, sentencesIn());
  }
}

export class ConfigError extends QuartetError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super("config", `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/** A file that a person sent and that cannot be taken; `told` names it and the reason. */
export class AttachmentError extends QuartetError {
  constructor(message: string, told: Telling, cause?: unknown) {
    super("attachment", message, { told, cause });
  }
}

/** A fault of the media process: decoding, encoding or its own crash. */
export class MediaError extends QuartetError {
  constructor(message: string, options: { cause?: unknown; told?: Telling } = {}) {
    super("media", message, options);
  }
}

/** A pack that cannot be used; the message names the file at fault. */
export class PackError extends QuartetError {
  readonly file: string;

  constructor(file: string, message: string, cause?: unknown) {
    super("pack", `${file}: ${message}`, { cause });
    this.file = file;
  }
}

/** A graph that failed or gave what the manifest does not promise. */
export class ModelError extends QuartetError {
  constructor(message: string, cause?: unknown) {
    super("model", message, { cause });
  }
}

export class CoreCrashedError extends QuartetError {
  constructor(message: string, cause?: unknown) {
    super("core-crashed", message, { cause, told: ["coreCrashed"] });
  }
}

export class CancelledError extends QuartetError {
  constructor(message = "The answer was cancelled.") {
    super("cancelled", message, { told: ["cancelled"] });
  }
}

export class DeliveryError extends QuartetError {
  constructor(message: string, cause?: unknown, told?: Telling) {
    super("delivery", message, { cause, ...(told === undefined ? {} : { told }) });
  }
}

/** The platform said no, and would say so again. */
export class RefusedError extends DeliveryError {}

/** The platform takes no file of this size here; a smaller one may pass. */
export class FileTooLargeError extends QuartetError {
  constructor(message: string, cause?: unknown, told: Telling = ["tooLargeToSend"]) {
    super("delivery", message, { cause, told });
  }
}

export class RateLimitError extends QuartetError {
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number, cause?: unknown) {
    super("rate-limited", message, { cause, told: ["busy"] });
    this.retryAfterMs = retryAfterMs;
  }
}

/** The house does not do this, here, now, or for this person; `told` says so kindly. */
export class HouseRuleError extends QuartetError {
  constructor(message: string, told: Telling) {
    super("house-rule", message, { told });
  }
}

export class StoreError extends QuartetError {
  constructor(message: string, options: { cause?: unknown; told?: Telling } = {}) {
    super("store", message, options);
  }
}

/** What may be told to a person of any thrown value, before it is known in which language. */
export function tellingOf(error: unknown): Telling {
  return error instanceof QuartetError ? error.telling : UNKNOWN;
}

/** The sentence that may be shown to a person for any thrown value. */
export function toldOf(error: unknown, sentences: Sentences = sentencesIn()): string {
  return sentenceOf(tellingOf(error), sentences);
}
