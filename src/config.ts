/** The only reader of the environment: every setting, its default and its form; all faults are reported at once. */

import { resolve } from "node:path";
import { z } from "zod";
import { readEnvironmentFile } from "./environment-file.ts";
import { ConfigError } from "./errors.ts";
import { type HouseConfig, houseOf, houseSettings } from "./house/settings.ts";
import type { Language } from "./language/language.ts";
import { bytes, isLocale, language, oneOf, whole } from "./setting-forms.ts";

/** As the DEVICE setting spells it; `cuda:1` is the second card. */
export type DeviceName = "auto" | "cpu" | "webgpu" | "cuda" | `cuda:${number}`;

export interface StoreConfig {
  /** Bytes of media that may be kept; the oldest unpinned give way beyond it. */
  readonly mediaBudgetBytes: number;
  /** Turns older than this are forgotten; absent: kept for ever. */
  readonly retentionDays?: number;
}

export interface CoreConfig {
  readonly packFolder: string;
  readonly device: DeviceName;
  /** CPU threads of one graph run; absent: onnxruntime decides. */
  readonly threads?: number;
  /** All that the core's process gets of the environment: what drivers need, no token. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface MediaConfig {
  readonly ffmpegPath?: string;
  readonly ffprobePath?: string;
  /** Lets the Discord and Slack adapters start with the old ffmpeg from npm. */
  readonly allowBundledFfmpeg: boolean;
  /** Host names that attachments may come from although their address is private. */
  readonly hosts: readonly string[];
  readonly maxAttachmentBytes: number;
  readonly fetchTimeoutMs: number;
}

export interface WebConfig {
  readonly host: string;
  readonly port: number;
  /** Asked of everybody who opens the page; required beyond loopback. */
  readonly token?: string;
  /** The https address that people type where a proxy stands before the page. */
  readonly publicUrl?: string;
}

export interface DiscordConfig {
  readonly token: string;
  /** Address of the REST API; absent: Discord's own. */
  readonly apiUrl?: string;
  /** Whether the app was granted the Message Content intent. */
  readonly readsContent: boolean;
  /** Connections to Discord that share the servers; `auto`: as many as Discord recommends. */
  readonly shards: "auto" | number;
}

export interface SlackConfig {
  readonly botToken: string;
  /** Address of the Web API; absent: Slack's own. */
  readonly apiUrl?: string;
  /** How events come: over a connection that Quartet opens, or as signed requests to it. */
  readonly mode:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string; readonly host: string; readonly port: number };
}

export interface OpsConfig {
  readonly host: string;
  readonly port: number;
}

export interface LogConfig {
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  readonly format: "auto" | "pretty" | "json";
}

export interface Config {
  readonly dataFolder: string;
  /** In which Quartet itself speaks where a place has no language of its own. */
  readonly language: Language;
  readonly store: StoreConfig;
  readonly core: CoreConfig;
  readonly media: MediaConfig;
  readonly web: WebConfig;
  /** Absent: Quartet is not on Discord. */
  readonly discord?: DiscordConfig;
  /** Absent: Quartet is not in Slack. */
  readonly slack?: SlackConfig;
  readonly house: HouseConfig;
  /** Whom people ask about what is stored of them, as they are told it. */
  readonly privacyContact?: string;
  /** Absent: no health checks and no metrics are served. */
  readonly ops?: OpsConfig;
  readonly log: LogConfig;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `environment` (by default the process's, with `.env` beneath it); throws ConfigError with every fault. */
export function loadConfig(environment: Environment = processEnvironment()): Config {
  const given = Object.fromEntries(SETTING_NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = settings.safeParse(given);
  const faults = [...(parsed.error?.issues ?? []).map((issue) => describeIssue(issue, given)), ...findOpenDoor(given), ...findHalfSlack(given)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return arrange(parsed.data, environment);
}

/** The names that `.env.example` lists. */
export function settingNames(): readonly string[] {
  return SETTING_NAMES;
}

/** What the drivers of accelerators and the dynamic linker read. */
const DRIVER_VARIABLE = /^(LD_|DYLD_|CUDA_|NVIDIA_|VK_|PATH$|SystemRoot$)/;
const LOOPBACK_HOSTS = ["127.0.0.1", "::1", "localhost"];
const SECRETS = ["WEB_TOKEN", "DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"];

const settings = z.object({
  DATA_DIR: z.string().default("data"),
  LANGUAGE: language.default("en"),
  MEDIA_BUDGET: bytes.default(10e9),
  RETENTION_DAYS: whole(1, 36_500).optional(),
  PACK: z.string().default("models/storybook"),
  DEVICE: z.union([z.enum(["auto", "cpu", "webgpu", "cuda"]), z.templateLiteral(["cuda:", z.int().nonnegative()])]).default("auto"),
  THREADS: whole(1, 1024).optional(),
  WEB_HOST: z.string().default("127.0.0.1"),
  WEB_PORT: whole(0, 65_535).default(4747),
  WEB_TOKEN: z.string().min(16, "expected at least 16 characters").optional(),
  WEB_PUBLIC_URL: z.url({ protocol: /^https?$/, error: "expected an http:// or https:// address" }).optional(),
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: "expected an http:// or https:// address" }).optional(),
  DISCORD_MESSAGE_CONTENT: oneOf(["0", "1"]).default("0"),
  SHARDS: z.union([z.literal("auto"), whole(1, 999)], "expected auto or a whole number from 1 to 999").default("auto"),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_HOST: z.string().default("127.0.0.1"),
  SLACK_PORT: whole(0, 65_535).default(3000),
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: "expected an http:// or https:// address" }).optional(),
  ...houseSettings,
  PRIVACY_CONTACT: z.string().max(200, "expected at most 200 characters").optional(),
  OPS_HOST: z.string().default("127.0.0.1"),
  OPS_PORT: whole(0, 65_535).optional(),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  LOG_FORMAT: oneOf(["auto", "pretty", "json"]).default("auto"),
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  ALLOW_BUNDLED_FFMPEG: oneOf(["0", "1"]).default("0"),
  MEDIA_HOSTS: z.string().default(""),
  MAX_ATTACHMENT_BYTES: bytes.default(25e6),
  FETCH_TIMEOUT_MS: whole(100, 600_000).default(30_000),
});

type Settings = z.infer<typeof settings>;

const SETTING_NAMES = Object.keys(settings.shape);

function arrange(given: Settings, environment: Environment): Config {
  return {
    dataFolder: resolve(given.DATA_DIR),
    language: given.LANGUAGE,
    store: { mediaBudgetBytes: given.MEDIA_BUDGET, ...optional("retentionDays", given.RETENTION_DAYS) },
    core: { packFolder: resolve(given.PACK), device: given.DEVICE, environment: driverVariables(environment), ...optional("threads", given.THREADS) },
    media: {
      ...optional("ffmpegPath", given.FFMPEG_PATH),
      ...optional("ffprobePath", given.FFPROBE_PATH),
      allowBundledFfmpeg: given.ALLOW_BUNDLED_FFMPEG === "1",
      hosts: given.MEDIA_HOSTS.split(",").flatMap((host) => host.trim() || []),
      maxAttachmentBytes: given.MAX_ATTACHMENT_BYTES,
      fetchTimeoutMs: given.FETCH_TIMEOUT_MS,
    },
    web: { host: given.WEB_HOST, port: given.WEB_PORT, ...optional("token", given.WEB_TOKEN), ...optional("publicUrl", given.WEB_PUBLIC_URL) },
    ...optional("discord", discordOf(given)),
    ...optional("slack", slackOf(given)),
    house: houseOf(given),
    ...optional("privacyContact", given.PRIVACY_CONTACT),
    ...optional("ops", given.OPS_PORT === undefined ? undefined : { host: given.OPS_HOST, port: given.OPS_PORT }),
    log: { level: given.LOG_LEVEL, format: given.LOG_FORMAT },
  };
}

function driverVariables(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value !== undefined && DRIVER_VARIABLE.test(name) ? [[name, value]] : [])),
  );
}

function discordOf(given: Settings): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_MESSAGE_CONTENT: content, SHARDS: shards } = given;
  return token === undefined ? undefined : { token, readsContent: content === "1", shards, ...optional("apiUrl", apiUrl) };
}

/** The app token decides for Socket Mode. */
function slackOf(given: Settings): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = "" } = given;
  if (botToken === undefined) return undefined;
  const http = { type: "http", signingSecret, host: given.SLACK_HOST, port: given.SLACK_PORT } as const;
  const mode = appToken === undefined ? http : ({ type: "socket", appToken } as const);
  return { botToken, mode, ...optional("apiUrl", given.SLACK_API_URL) };
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
}

function describeIssue(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0]);
  const came = SECRETS.includes(name) ? "" : `, got "${given[name]}"`;
  const expected = name === "DEVICE" ? "expected auto, cpu, webgpu, cuda or cuda:N" : issue.message;
  return `${name}: ${expected}${came}`;
}

function findOpenDoor(given: Environment): string[] {
  const { WEB_HOST: host, WEB_TOKEN: token, WEB_PUBLIC_URL: publicUrl } = given;
  const opener = host && !LOOPBACK_HOSTS.includes(host) ? `WEB_HOST "${host}"` : publicUrl && `WEB_PUBLIC_URL "${publicUrl}"`;
  if (!opener || token) return [];
  return [`WEB_TOKEN: expected a token of at least 16 characters, because ${opener} opens the page to other machines`];
}

function findHalfSlack({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret }: Environment): string[] {
  if (!bot || app || secret) return [];
  return ["SLACK_APP_TOKEN: expected the app-level token beside SLACK_BOT_TOKEN, or SLACK_SIGNING_SECRET for signed HTTP requests"];
}

/** Values of the process win over those of the file; libraries look for theirs in the process too. */
function processEnvironment(): Environment {
  for (const [name, value] of Object.entries(readEnvironmentFile(".env"))) if (isUnset(name, process.env[name])) process.env[name] = value;
  return process.env;
}

function isUnset(name: string, value: string | undefined): boolean {
  return value === undefined || (name === "LANGUAGE" && isLocale(value));
}
