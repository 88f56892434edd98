/** The smallest useful graph, y = x * x over float32 [2]: running it shows whether a device works at all. */

/** ONNX, opset 17, made with onnx.helper: one Mul node. */
export const PROBE_GRAPH = Uint8Array.from(
  atob("CAg6NQoOCgF4CgF4EgF5IgNNdWwSAXBaDwoBeBIKCggIARIECgIIAmIPCgF5EgoKCAgBEgQKAggCQgQKABAR"),
  (character) => character.charCodeAt(0),
);
