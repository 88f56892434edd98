/** Signatures that say "this came from us": short, for buttons and links that go through foreign hands. */

import { createHmac, timingSafeEqual } from "node:crypto";

/** `purpose` keeps a signature of one kind from passing as one of another. */
export interface Signer {
  /** Base64url, 16 characters. */
  sign(purpose: string, text: string): string;
  isSigned(purpose: string, text: string, signature: string): boolean;
}

/** 96 bits: not to be guessed, and short enough for a button's id. */
const SIGNATURE_BYTES = 12;

export function createSigner(key: Uint8Array): Signer {
  const sign = (purpose: string, text: string) =>
    createHmac("sha256", key).update(`${purpose}\0${text}`).digest().subarray(0, SIGNATURE_BYTES).toString("base64url");
  return {
    sign,
    isSigned: (purpose, text, signature) => {
      const [expected, given] = [Buffer.from(sign(purpose, text)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
