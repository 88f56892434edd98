import { expect, test } from "vitest";
import type { CoreEvent } from "../../src/core/protocol.ts";
import { ReplayFilter } from "../../src/core/replay-filter.ts";
import type { PieceNumber } from "../../src/turn/part.ts";

const piece = 1 as PieceNumber;
const text = (words: string): CoreEvent => ({ type: "text-delta", text: words });
const start: CoreEvent = { type: "media-start", piece, modality: "image", caption: "", steps: 3, seed: 1 };
const progress = (step: number): CoreEvent => ({ type: "media-progress", piece, step, steps: 3 });
const end: CoreEvent = { type: "media-end", piece, modality: "image", samples: { type: "image", path: "", width: 1, height: 1 } };

const passAll = (filter: ReplayFilter, events: readonly CoreEvent[]) => events.flatMap((event) => filter.pass(event) ?? []);

test("a first try passes whole", () => {
  const events = [text("a boat"), start, progress(1), progress(2), end];
  expect(passAll(new ReplayFilter(), events)).toEqual(events);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])("a try cut after %i events and its replay make one answer, however the text is cut", (cut) => {
  const whole = [text("a b"), text("oat"), start, text(" and"), progress(1), progress(2), end];
  const again = [text("a"), text(" boat"), start, text(" an"), text("d"), progress(1), progress(2), end];
  const filter = new ReplayFilter();
  const before = passAll(filter, whole.slice(0, cut));
  filter.beginReplay();
  const events = [...before, ...passAll(filter, again)];
  expect(events.map((event) => (event.type === "text-delta" ? event.text : "")).join("")).toBe("a boat and");
  expect(events.filter((event) => event.type !== "text-delta")).toEqual([start, progress(1), progress(2), end]);
});

test("knows which pieces are on their way", () => {
  const filter = new ReplayFilter();
  expect(filter.isOpen(piece)).toBe(false);
  filter.pass(start);
  expect(filter.isOpen(piece)).toBe(true);
  filter.pass({ type: "media-drop", piece, reason: "cancelled", told: ["cancelled"] });
  expect([filter.isOpen(piece), filter.hasEnded(piece)]).toEqual([false, true]);
  expect(filter.pass(progress(3))).toBeUndefined();
});
