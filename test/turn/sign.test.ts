/** A signature holds across restarts, for its own purpose and text only. */

import { expect, test } from "vitest";
import { signingKeyOf } from "../../src/store/signing-key.ts";
import { openStore } from "../../src/store/store.ts";
import { createSigner } from "../../src/turn/sign.ts";
import { freshFolder } from "../support/fresh-folder.ts";

test("what one run signed, the next one knows; another store does not", () => {
  const [folder, other] = [freshFolder(), freshFolder()];
  const signature = createSigner(keyOf(folder)).sign("button", "again:1");
  expect(signature).toMatch(/^[\w-]{16}$/);
  expect(createSigner(keyOf(folder)).isSigned("button", "again:1", signature)).toBe(true);
  expect(createSigner(keyOf(other)).isSigned("button", "again:1", signature)).toBe(false);
});

test("another text, another purpose, a changed or a shortened signature are not signed", () => {
  const signer = createSigner(keyOf(freshFolder()));
  const signature = signer.sign("button", "again:1");
  const changed = (signature.startsWith("A") ? "B" : "A") + signature.slice(1);
  expect(signer.isSigned("button", "again:2", signature)).toBe(false);
  expect(signer.isSigned("file", "again:1", signature)).toBe(false);
  for (const wrong of [changed, signature.slice(1), "", `${signature}A`]) expect(signer.isSigned("button", "again:1", wrong)).toBe(false);
});

function keyOf(folder: string): Uint8Array {
  using store = openStore(folder);
  return signingKeyOf(store);
}
