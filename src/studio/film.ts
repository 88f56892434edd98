/** The film of a session: a title, each scene with its words and sounds, and the credits, made by the media process scene after scene. */

import { rm } from "node:fs/promises";
import { captionOf } from "../conversation/captions.ts";
import type { Sentences } from "../language/language.ts";
import type { EncodedFile, FilmScene, Media } from "../media/media.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Scene } from "./scenes.ts";
import type { Studio, StudioPiece } from "./studio.ts";

export interface FilmParts {
  readonly media: Media;
  readonly files: FileStore;
  readonly scratchFolder: string;
  readonly pack: string;
}

/** What is not kept any more is left out. @throws MediaError, AttachmentError */
export async function makeFilm(parts: FilmParts, studio: Studio, scenes: readonly Scene[], sentences: Sentences["studio"]): Promise<EncodedFile> {
  const { media, files, scratchFolder, pack } = parts;
  const pages = scenes.flatMap((scene) => filmPageOf(scene, files, sentences) ?? []);
  const segments: EncodedFile[] = [];
  try {
    for (const scene of [titleCard(studio, sentences), ...pages, endCard(studio, sentences, pack)])
      segments.push(await media.filmScene(scene, scratchFolder));
    return await media.film(segments, { pack, madeAt: Date.now() }, scratchFolder);
  } finally {
    await Promise.all(segments.map(({ path }) => rm(path, { force: true })));
  }
}

function filmPageOf({ visual, sounds }: Scene, files: FileStore, sentences: Sentences["studio"]): FilmScene | undefined {
  const lead = visual ?? sounds[0];
  const seen = visual && files.pathOf(visual.part.file.id);
  const heard = sounds.flatMap(({ part }) => files.pathOf(part.file.id) ?? []);
  if (lead === undefined || (seen === undefined && heard.length === 0)) return undefined;
  return {
    type: "page",
    ...(seen === undefined ? {} : { visual: seen }),
    sounds: heard,
    caption: captionFor(lead),
    byline: bylineOf(lead, sentences),
  };
}

export function captionFor({ part, words }: StudioPiece): string {
  return part.caption || words || captionOf(part);
}

export function bylineOf({ number, author, parents, voters }: StudioPiece, sentences: Sentences["studio"]): string {
  const from = parents.length === 0 ? [] : [sentences.from(parents.map((parent) => `#${parent}`))];
  return [`#${number}`, author.name, ...from, ...(voters.length === 0 ? [] : [`♥ ${voters.length}`])].join(" · ");
}

function titleCard({ title, roster, style, openedAt }: Studio, { untitled, book }: Sentences["studio"]): FilmScene {
  const names = roster.filter(({ pieces }) => pieces > 0).map(({ name }) => name);
  return {
    type: "card",
    title: title || untitled,
    lines: [...(names.length === 0 ? [] : [book.by(names)]), ...(style === "" ? [] : [style]), book.onDay(openedAt)],
  };
}

function endCard({ roster, pieces }: Studio, { book, credits }: Sentences["studio"], pack: string): FilmScene {
  const makers = roster
    .map((member) => ({ member, own: pieces.filter(({ author }) => author.id === member.id) }))
    .filter(({ own }) => own.length > 0)
    .slice(0, MAX_MAKERS)
    .map(({ member, own }) =>
      credits.member(
        member.name,
        own.map(({ number }) => `#${number}`),
      ),
    );
  return { type: "card", title: book.end, lines: [...makers, credits.made(pack)] };
}

const MAX_MAKERS = 4;
