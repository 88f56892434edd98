/** Puts the parts of group sessions together: their log, boards, exports, and the command that people give. */

import type { Adapter } from "../adapter.ts";
import type { CommandHandler } from "../commands/command.ts";
import type { InStyle } from "../conversation/heard.ts";
import type { Platform } from "../turn/turn.ts";
import { refusalOfWords } from "../house/check-request.ts";
import type { House } from "../house/house.ts";
import { studioCommand } from "./command.ts";
import { Exports, type ExportsParts } from "./exports.ts";
import { inStudioStyle } from "./studio-style.ts";
import { StudioLog } from "./studio-log.ts";
import { Studios, type StudiosParts } from "./studios.ts";
import type { Store } from "../store/store.ts";

export interface OpenStudios {
  readonly studios: Studios;
  readonly command: CommandHandler;
  /** What is said in a session, in the style that is locked there. */
  readonly inStyle: InStyle;
  /** Before the adapter starts. */
  meet(adapter: Adapter): void;
  /** Once the adapter has started. */
  resume(platform: Platform): void;
  stop(): Promise<void>;
}

type Given = Omit<StudiosParts, "log"> & Omit<ExportsParts, "log" | "studios">;
type Parts = Omit<Given, "languageAt"> & { readonly store: Store; readonly house: House };

export function openStudios({ store, house, ...given }: Parts): OpenStudios {
  const parts: Given = { ...given, languageAt: house.languageAt };
  const log = new StudioLog(store);
  const studios = new Studios({ ...parts, log });
  const exports = new Exports({ ...parts, log, studios });
  return {
    studios,
    command: studioCommand(studios, exports, parts.pack, (...words) => refusalOfWords(house, ...words)),
    inStyle: inStudioStyle(log),
    meet: (adapter) => studios.meet(adapter),
    resume: (platform) => {
      studios.resume(platform);
      exports.resume(platform);
    },
    stop: async () => {
      exports.stop();
      await studios.stop();
    },
  };
}
