/** Logs: readable on a terminal, JSON otherwise; what people say and every secret is left out. */

import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import pinoPretty from "pino-pretty";
import type { LogConfig } from "./config.ts";

export type { Logger };

/** `destination` is where JSON lines go; by default the standard output, made pretty if it is a terminal. */
export function createLogger(config: LogConfig, destination?: DestinationStream): Logger {
  const pretty = config.format === "pretty" || (config.format === "auto" && process.stdout.isTTY === true);
  return pino(
    {
      level: config.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED_PATHS, censor: "[left out]" },
    },
    destination ?? (pretty ? pinoPretty({ sync: true, translateTime: "SYS:HH:MM:ss" }) : pino.destination({ sync: true })),
  );
}

/** Fields that hold words of people or models, or secrets, wherever they stand within three levels. */
const REDACTED_NAMES = ["text", "prompt", "caption", "content", "token", "password", "secret", "authorization", "cookie", "headers", "url"];
const REDACTED_PATHS = REDACTED_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
