/** The one error tree: every fault that Quartet raises itself, with a code, a sentence for the operator, and a cause. */

export type ErrorCode = "config" | "attachment" | "media" | "pack" | "model" | "core-crashed" | "cancelled" | "delivery" | "rate-limited" | "store";

/** `message` says what was expected, what came and what to do; `told` is the plain sentence for the person in the channel. */
export class QuartetError extends Error {
  readonly code: ErrorCode;
  readonly told: string;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; told?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.told = options.told ?? "Something went wrong on my side; please try again.";
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
  constructor(message: string, told: string, cause?: unknown) {
    super("attachment", message, { told, cause });
  }
}

/** A fault of the media process: decoding, encoding or its own crash. */
export class MediaError extends QuartetError {
  constructor(message: string, options: { cause?: unknown; told?: string } = {}) {
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
    super("core-crashed", message, { cause, told: "My inference core stopped in the middle of this; please ask again." });
  }
}

export class CancelledError extends QuartetError {
  constructor(message = "The answer was cancelled.") {
    super("cancelled", message, { told: "Cancelled." });
  }
}

export class DeliveryError extends QuartetError {
  constructor(message: string, cause?: unknown) {
    super("delivery", message, { cause });
  }
}

/** The platform takes no file of this size here; a smaller one may pass. */
export class FileTooLargeError extends QuartetError {
  constructor(message: string, cause?: unknown) {
    super("delivery", message, { cause, told: "This is too large to send here, even after shrinking it." });
  }
}

export class RateLimitError extends QuartetError {
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number, cause?: unknown) {
    super("rate-limited", message, { cause, told: "I am being asked a lot right now; please try again in a moment." });
    this.retryAfterMs = retryAfterMs;
  }
}

export class StoreError extends QuartetError {
  constructor(message: string, options: { cause?: unknown; told?: string } = {}) {
    super("store", message, options);
  }
}

/** The sentence that may be shown to a person for any thrown value. */
export function toldOf(error: unknown): string {
  return error instanceof QuartetError ? error.told : "Something went wrong on my side; please try again.";
}
