/** A safety graph of one node, written byte by byte: its three scores are how red, green and blue a picture is on average. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, manifestSchema } from "../../src/core/packs/manifest.ts";

type Labels = NonNullable<Manifest["safety"]>["image"]["labels"];

const SIZE = 8;

/** Only red is looked for; at `blurFrom` and `refuseFrom` of full red. */
export function redIs(rule: "mature" | "never", blurFrom: number, refuseFrom: number): Labels {
  const never = { rule: "never", blurFrom: 1, refuseFrom: 1 } as const;
  return [
    { name: "red", rule, blurFrom, refuseFrom },
    { name: "green", ...never },
    { name: "blue", ...never },
  ];
}

/** Gives the pack in `folder` this graph and these labels. */
export function addColourRater(folder: string, labels: Labels): string {
  const bytes = colourGraph();
  writeFileSync(join(folder, "colours.onnx"), bytes);
  const path = join(folder, "manifest.json");
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const tensor = (name: string, shape: number[]) => ({ name, dtype: "float32" as const, shape });
  const graph = {
    ...{ file: "colours.onnx", sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, external: [] },
    inputs: [tensor("pixels", [1, 3, SIZE, SIZE])],
    outputs: [tensor("scores", [1, labels.length])],
  };
  const preprocess = { type: "image", size: SIZE, fit: "stretch", resample: "box", mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const safety = { image: { preprocess, labels } };
  writeFileSync(path, JSON.stringify({ ...manifest, safety, graphs: { ...manifest.graphs, "safety.image": graph } }));
  return folder;
}

/** ReduceMean over height and width. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
function colourGraph(): Buffer {
  const axes = message(text(1, "axes"), varint(8, 2), varint(8, 3), varint(20, 7));
  const keepdims = message(text(1, "keepdims"), varint(3, 0), varint(20, 2));
  const node = message(text(1, "pixels"), text(2, "scores"), text(4, "ReduceMean"), field(5, axes), field(5, keepdims));
  const graph = message(field(1, node), text(2, "colours"), field(11, value("pixels", [1, 3, SIZE, SIZE])), field(12, value("scores", [1, 3])));
  return message(varint(1, 8), field(7, graph), field(8, message(text(1, ""), varint(2, 13))));
}

function value(name: string, shape: readonly number[]): Buffer {
  const dimensions = message(...shape.map((size) => field(1, message(varint(1, size)))));
  return message(text(1, name), field(2, message(field(1, message(varint(1, 1), field(2, dimensions))))));
}

const message = (...fields: readonly Buffer[]) => Buffer.concat(fields);
const text = (number: number, words: string) => field(number, Buffer.from(words));
const field = (number: number, content: Buffer) => Buffer.concat([Buffer.from([...digits((number << 3) | 2), ...digits(content.length)]), content]);
const varint = (number: number, content: number) => Buffer.from([...digits(number << 3), ...digits(content)]);

/** Seven bits a byte, the lowest first. */
function digits(rest: number): readonly number[] {
  return rest < 128 ? [rest] : [(rest & 127) | 128, ...digits(rest >> 7)];
}
