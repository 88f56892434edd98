/** The terminal as it is written to: streamed words, and beneath them one line of progress bars that is redrawn. */

import type { Writable } from "node:stream";
import type { MediaModality } from "../../src/turn/modality.ts";
import type { PieceNumber } from "../../src/turn/part.ts";

export interface Screen {
  /** Words of the answer, as they come. */
  write(text: string): void;
  /** A line of its own: a file, a notice. */
  line(text: string): void;
  progress(piece: PieceNumber, modality: MediaModality, step: number, steps: number): void;
  /** The medium is made or dropped. */
  settle(piece: PieceNumber): void;
}

export interface Stream extends Pick<Writable, "write"> {
  readonly isTTY?: boolean;
}

/** Shows nothing: for `--json`. */
export const darkScreen: Screen = { write: () => {}, line: () => {}, progress: () => {}, settle: () => {} };

const BAR_WIDTH = 16;
const CLEAR_LINE = "\r\x1b[K";

/** Words and files go to `output`, bars to `status`, and bars only where `status` is a terminal. */
export class StreamScreen implements Screen {
  readonly #output: Stream;
  readonly #status: Stream;
  readonly #bars = new Map<PieceNumber, string>();
  #isMidLine = false;
  #hasBars = false;

  constructor(output: Stream, status: Stream) {
    this.#output = output;
    this.#status = status;
  }

  write(text: string): void {
    if (text === "") return;
    this.#clearBars();
    this.#output.write(harmless(text));
    this.#isMidLine = !text.endsWith("\n");
  }

  line(text: string): void {
    this.#endLine();
    this.#output.write(`${harmless(text)}\n`);
    this.#drawBars();
  }

  progress(piece: PieceNumber, modality: MediaModality, step: number, steps: number): void {
    const full = Math.round((BAR_WIDTH * step) / Math.max(1, steps));
    this.#bars.set(piece, `#${piece} ${modality} ${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${step}/${steps}`);
    this.#drawBars();
  }

  settle(piece: PieceNumber): void {
    this.#bars.delete(piece);
    this.#drawBars();
  }

  #drawBars(): void {
    if (this.#status.isTTY !== true) return;
    this.#endLine();
    if (this.#bars.size === 0) return;
    this.#status.write([...this.#bars.values()].join("   "));
    this.#hasBars = true;
  }

  #endLine(): void {
    this.#clearBars();
    if (this.#isMidLine) this.#output.write("\n");
    this.#isMidLine = false;
  }

  #clearBars(): void {
    if (this.#hasBars) this.#status.write(CLEAR_LINE);
    this.#hasBars = false;
  }
}

/** What models and file names say must not steer the terminal. */
function harmless(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, "");
}
