/** Marks what is made as made by a model: XMP in PNG, JPEG, WebP, WAV and MP4, comments in Ogg. No prompt and no names are written. */

import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Provenance } from "./media.ts";

/** IPTC digital source type, https://cv.iptc.org/newscodes/digitalsourcetype/ */
export const DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

/** An XMP packet (ISO 16684-1) with the source type, the pack and the time. */
export function xmpOf(provenance: Provenance): string {
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ` Iptc4xmpExt:DigitalSourceType="${DIGITAL_SOURCE_TYPE}"`,
    ` xmp:CreatorTool="${escapeXml(toolOf(provenance))}" xmp:CreateDate="${timeOf(provenance)}"/></rdf:RDF></x:xmpmeta>`,
    '<?xpacket end="w"?>',
  ].join("");
}

const PNG_HEADER_BYTES = 33;

/** The picture with the packet as an uncompressed iTXt chunk behind its header, where XMP readers look; libvips would write zTXt, which they do not read. */
export function addXmpToPng(png: Buffer, provenance: Provenance): Buffer {
  const content = Buffer.from(`iTXtXML:com.adobe.xmp\0\0\0\0\0${xmpOf(provenance)}`);
  const chunk = Buffer.concat([bigEndian(content.length - 4), content, bigEndian(crc32(content))]);
  return Buffer.concat([png.subarray(0, PNG_HEADER_BYTES), chunk, png.subarray(PNG_HEADER_BYTES)]);
}

/** The same as `-metadata` options for ffmpeg's Ogg muxer. */
export function vorbisComments(provenance: Provenance): readonly string[] {
  const comments = { DIGITALSOURCETYPE: DIGITAL_SOURCE_TYPE, SOFTWARE: toolOf(provenance), DATE: timeOf(provenance) };
  return Object.entries(comments).flatMap(([name, value]) => ["-metadata:s:a:0", `${name}=${value}`]);
}

/** Appends a `_PMX` chunk, where XMP lives in RIFF files, and mends the RIFF size. */
export async function appendXmpToWav(path: string, provenance: Provenance): Promise<void> {
  const packet = Buffer.from(xmpOf(provenance));
  const chunk = Buffer.concat([Buffer.from("_PMX"), littleEndian(packet.length), packet, Buffer.alloc(packet.length % 2)]);
  await using file = await open(path, "r+");
  const { size } = await file.stat();
  await file.write(chunk, 0, chunk.length, size);
  await file.write(littleEndian(size + chunk.length - 8), 0, 4, 4);
}

const XMP_BOX_ID = Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex");

/** Appends a top-level `uuid` box, where XMP lives in MP4 files; the index in front stays in front. */
export async function appendXmpToMp4(path: string, provenance: Provenance): Promise<void> {
  const packet = Buffer.from(xmpOf(provenance));
  await using file = await open(path, "a");
  await file.write(Buffer.concat([bigEndian(8 + XMP_BOX_ID.length + packet.length), Buffer.from("uuid"), XMP_BOX_ID, packet]));
}

const SEARCHED_BYTES = 256 * 1024;

/** What a file says of its making, or undefined where it says nothing. The packet is searched for at both ends, as XMP readers may. */
export async function readProvenance(path: string): Promise<Provenance | undefined> {
  const bytes = await readEnds(path);
  const comments = commentsOf(bytes);
  const packet = /<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/.exec(bytes.toString("utf8"))?.[0] ?? "";
  const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(packet)?.[1];
  const source = comments.get("DIGITALSOURCETYPE") ?? attribute("Iptc4xmpExt:DigitalSourceType");
  const pack = /^Quartet \((.*)\)$/.exec(comments.get("SOFTWARE") ?? unescapeXml(attribute("xmp:CreatorTool") ?? ""))?.[1];
  const madeAt = Date.parse(comments.get("DATE") ?? attribute("xmp:CreateDate") ?? "");
  return source === DIGITAL_SOURCE_TYPE && pack !== undefined && !Number.isNaN(madeAt) ? { pack, madeAt } : undefined;
}

async function readEnds(path: string): Promise<Buffer> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  const bytes = Buffer.alloc(2 * SEARCHED_BYTES);
  const head = await file.read(bytes, 0, SEARCHED_BYTES, 0);
  if (size <= SEARCHED_BYTES) return bytes.subarray(0, head.bytesRead);
  const tail = await file.read(bytes, SEARCHED_BYTES, SEARCHED_BYTES, Math.max(SEARCHED_BYTES, size - SEARCHED_BYTES));
  return bytes.subarray(0, SEARCHED_BYTES + tail.bytesRead);
}

/** The comment header of Ogg/Opus (RFC 7845, 5.2): after the magic the vendor, then a count of comments, each with its length in front. */
function commentsOf(head: Buffer): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const magic = head.indexOf("OpusTags");
  if (!head.subarray(0, 4).equals(Buffer.from("OggS")) || magic < 0 || magic + 12 > head.length) return comments;
  let at = magic + 12 + head.readUInt32LE(magic + 8) + 4;
  while (at + 4 <= head.length) {
    const length = head.readUInt32LE(at);
    const [name = "", ...value] = head.toString("utf8", at + 4, at + 4 + length).split("=");
    if (value.length === 0) break;
    comments.set(name.toUpperCase(), value.join("="));
    at += 4 + length;
  }
  return comments;
}

function toolOf({ pack }: Provenance): string {
  return `Quartet (${pack})`;
}

function timeOf({ madeAt }: Provenance): string {
  return new Date(madeAt).toISOString();
}

const XML_ENTITIES: readonly (readonly [character: string, entity: string])[] = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
];

function escapeXml(text: string): string {
  return XML_ENTITIES.reduce((escaped, [character, entity]) => escaped.replaceAll(character, entity), text);
}

function unescapeXml(text: string): string {
  return XML_ENTITIES.toReversed().reduce((plain, [character, entity]) => plain.replaceAll(entity, character), text);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
