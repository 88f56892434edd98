/** Slack's limits, with the errors that it answers: what the real service refuses, this one refuses too. */

import type { AnyBlock } from "./world.ts";

/** A request that Slack refuses with `ok: false`; `code` is its `error`. */
export class Refusal extends Error {
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** The lengths that Slack takes, in characters unless said otherwise. */
export const MAX = {
  postedText: 40_000,
  updatedText: 4_000,
  markdownText: 12_000,
  blocks: 50,
  modalBlocks: 100,
  modalTitle: 24,
  modalMetadata: 3_000,
  input: 3_000,
  label: 2_000,
  /** Answers to one response address. */
  responses: 5,
  blockCharacters: 13_200,
  section: 3_000,
  header: 150,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  altText: 1_000,
  metadataBytes: 16_000,
  prompts: 4,
  loadingMessages: 10,
  /** 1 GB. */
  fileBytes: 1e9,
} as const;

export interface Content {
  readonly text?: string | undefined;
  readonly markdown_text?: string | undefined;
  readonly blocks?: readonly AnyBlock[] | undefined;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown } | undefined;
}

/** Throws Refusal. `maxText` is 40,000 for a new message and 4,000 for an update. */
export function checkContent(content: Content, maxText: number): void {
  const { text = "", markdown_text: markdown, blocks = [], metadata } = content;
  if (markdown !== undefined && (text !== "" || blocks.length > 0)) throw new Refusal("markdown_text_conflict");
  if (markdown !== undefined && markdown.length > MAX.markdownText) throw new Refusal("msg_too_long");
  if (text.length > maxText) throw new Refusal("msg_too_long");
  if (text === "" && !markdown && blocks.length === 0) throw new Refusal("no_text");
  checkBlocks(blocks, MAX.blocks);
  if (metadata === undefined) return;
  if (typeof metadata.event_type !== "string" || typeof metadata.event_payload !== "object") throw new Refusal("invalid_metadata_format");
  if (JSON.stringify(metadata).length > MAX.metadataBytes) throw new Refusal("metadata_too_large");
}

/** Throws Refusal("invalid_blocks") with the path of what is wrong, as Slack does. */
export function checkBlocks(blocks: readonly AnyBlock[], maxBlocks: number): void {
  if (blocks.length > maxBlocks) throw invalid(`no more than ${maxBlocks} items allowed`);
  const characters = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  if (characters > MAX.blockCharacters) throw new Refusal("msg_blocks_too_long");
  const actionIds = blocks.flatMap((block, index) => checkBlock({ ...block }, `/blocks/${index}`));
  if (new Set(actionIds).size < actionIds.length) throw invalid("action_id must be unique within a block's message");
}

/** Throws Refusal for a window that Slack would not open. */
export function checkView(view: Readonly<Record<string, unknown>>): void {
  const { title, submit, private_metadata: metadata = "", callback_id: id = "", blocks = [] } = view;
  checkText(title, MAX.modalTitle, "/title");
  if (submit !== undefined) checkText(submit, MAX.modalTitle, "/submit");
  if (String(metadata).length > MAX.modalMetadata || String(id).length > MAX.actionId) throw invalid("private_metadata or callback_id");
  checkBlocks(blocks as readonly AnyBlock[], MAX.modalBlocks);
}

/** A field of a window, and what stands in it at first. */
function checkInput({ label, element }: Readonly<Record<string, unknown>>, path: string): void {
  checkText(label, MAX.label, path);
  const { initial_value: initial = "", max_length: max = MAX.input } = (element ?? {}) as {
    readonly initial_value?: string;
    readonly max_length?: number;
  };
  if (max > MAX.input || initial.length > max) throw invalid(`must be less than ${max + 1} characters [${path}/element/initial_value]`);
}

const BLOCK_TYPES = ["section", "markdown", "context", "actions", "divider", "header", "image", "input"];

/** Gives the action ids within. */
function checkBlock(block: Readonly<Record<string, unknown>>, path: string): string[] {
  const type = String(block.type);
  if (!BLOCK_TYPES.includes(type)) throw invalid(`unsupported type: ${type} [${path}]`);
  const elements = (block.elements ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (type === "section") checkText(block.text, MAX.section, path);
  if (type === "header") checkText(block.text, MAX.header, path);
  if (type === "markdown" && (typeof block.text !== "string" || block.text === "" || block.text.length > MAX.markdownText))
    throw invalid(`text [${path}]`);
  if (type === "context" && (elements.length < 1 || elements.length > MAX.contextElements)) throw invalid(`elements [${path}]`);
  if (type === "actions" && (elements.length < 1 || elements.length > MAX.actionElements)) throw invalid(`elements [${path}]`);
  if (type === "input") checkInput(block, path);
  if (type === "context") for (const element of elements) checkText(element, MAX.section, path);
  return type === "actions" ? elements.map((element) => checkButton(element, path)) : [];
}

function checkButton(element: Readonly<Record<string, unknown>>, path: string): string {
  if (element.type !== "button") throw invalid(`unsupported element: ${String(element.type)} [${path}]`);
  checkText(element.text, MAX.buttonText, path);
  const { action_id: actionId, value = "" } = element;
  if (typeof actionId !== "string" || actionId === "" || actionId.length > MAX.actionId) throw invalid(`action_id [${path}]`);
  if (typeof value !== "string" || value.length > MAX.buttonValue) throw invalid(`value [${path}]`);
  if (element.style !== undefined && element.style !== "primary" && element.style !== "danger") throw invalid(`style [${path}]`);
  return actionId;
}

function checkText(given: unknown, maxLength: number, path: string): void {
  const { type, text } = (given ?? {}) as { readonly type?: unknown; readonly text?: unknown };
  if (type !== "mrkdwn" && type !== "plain_text") throw invalid(`expected a text object [${path}]`);
  if (typeof text !== "string" || text.length === 0) throw invalid(`must be more than 0 characters [${path}/text]`);
  if (text.length > maxLength) throw invalid(`must be less than ${maxLength + 1} characters [${path}/text]`);
}

function lengthOf(given: unknown): number {
  if (typeof given === "string") return 0;
  if (typeof given !== "object" || given === null) return 0;
  return Object.entries(given).reduce(
    (sum, [name, value]) => sum + (name === "text" && typeof value === "string" ? value.length : lengthOf(value)),
    0,
  );
}

function invalid(detail: string): Refusal {
  return new Refusal("invalid_blocks", { errors: [detail], response_metadata: { messages: [`[ERROR] ${detail}`] } });
}
