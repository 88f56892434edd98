/** Types by content: each signature that is taken, and the name under which everything else is refused. */

import { describe, expect, test } from "vitest";
import { AttachmentError } from "../../src/errors.ts";
import { sniff } from "../../src/media/sniff.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const box = (...brands: readonly string[]) =>
  bytes(`\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join("")}`);

describe("taken", () => {
  test.each([
    ["image/png", bytes("\x89PNG\r\n\x1a\n....")],
    ["image/jpeg", bytes("\xff\xd8\xff\xe0")],
    ["image/gif", bytes("GIF89a..")],
    ["image/webp", bytes("RIFF....WEBPVP8X")],
    ["image/avif", box("avif", "mif1")],
    ["image/avif", box("mif1", "avif", "miaf")],
    ["image/heic", box("heic", "mif1")],
    ["image/heic", box("mif1", "heic")],
    ["audio/wav", bytes("RIFF....WAVEfmt ")],
    ["audio/ogg", bytes("OggS\0\x02")],
    ["audio/flac", bytes("fLaC\0")],
    ["audio/flac", bytes("ID3\x04\0\0\0\0\0\x02..fLaC")],
    ["audio/mpeg", bytes("ID3\x04\0\0\0\0\0\x02..\xff\xfb\x90\0")],
    ["audio/mpeg", bytes("\xff\xfb\x90\0")],
    ["audio/aac", bytes("\xff\xf1\x50\x80")],
    ["audio/mp4", box("M4A ", "isom")],
    ["video/mp4", box("isom", "mp42")],
    ["video/mp4", box("3gp5")],
    ["video/quicktime", box("qt  ")],
    ["video/quicktime", bytes("\0\0\0\x08moov")],
    ["video/webm", bytes("\x1a\x45\xdf\xa3\x93\x42\x82\x84webm")],
    ["video/x-matroska", bytes("\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska")],
    ["video/x-msvideo", bytes("RIFF....AVI LIST")],
  ] as const)("%s from %s", (mediaType, head) => {
    expect(sniff(head)).toBe(mediaType);
  });
});

describe("refused", () => {
  test.each([
    ["a BMP picture", "BM\x36\0"],
    ["a TIFF picture", "II*\0"],
    ["a JPEG XL picture", "\xff\x0a\0"],
    ["a PDF document", "%PDF-1.4"],
    ["a ZIP archive", "PK\x03\x04"],
    ["a gzip archive", "\x1f\x8b\x08"],
    ["a program", "\x7fELF"],
    ["a Windows Media file", "\x30\x26\xb2\x75"],
    ["an SVG drawing", "\xef\xbb\xbf <!-- x --><svg xmlns='a'>"],
    ["a web page", "<!DOCTYPE HTML><html>"],
    ["a playlist", "#EXTM3U\n"],
    ["an XML file", "<?xml version='1.0'?><a/>"],
    ["a text file", "hello"],
    ["do not know", "\0\x01\x02\x03"],
    ["do not know", "\xff\xff\xff\xff"],
  ])("%s", (name, head) => {
    let error: unknown;
    try {
      sniff(bytes(head));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AttachmentError);
    expect(error).toMatchObject({ told: expect.stringContaining(name) });
  });

  test("0 bytes", () => {
    expect(() => sniff(Buffer.alloc(0))).toThrow("0 bytes");
  });
});
