/** The part of heic-decode 2.1 that is used; the package brings no types. */

declare module "heic-decode" {
  /** RGBA, row-major. Rejects where the bytes are no HEIC picture. */
  function decode(input: { readonly buffer: Uint8Array }): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  export = decode;
}
