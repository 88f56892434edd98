/** Players for what was sent and made: pictures that open large, sounds with their shape, videos that loop when asked to play. */

import type { WireMedium } from "../wire.ts";
import { element, icon, iconButton } from "./element.ts";
import { openLightbox } from "./lightbox.ts";
import { phrases } from "./phrases.ts";
import { THEME_CHANGED } from "./theme.ts";
import { drawWaveform, readPeaks } from "./waveform.ts";

export function playerOf(medium: WireMedium): HTMLElement {
  switch (medium.modality) {
    case "image":
      return pictureOf(medium);
    case "audio":
      return soundOf(medium);
    case "video":
      return videoOf(medium);
    default:
      return medium.modality satisfies never;
  }
}

function pictureOf(medium: WireMedium): HTMLElement {
  const { url, caption, piece, width, height } = medium;
  const image = element("img", { src: url, alt: caption || phrases.player.picture(piece), width, height, decoding: "async" });
  const button = element("button", { type: "button", class: "frame", "aria-label": phrases.player.enlarge(piece, caption) }, image);
  button.addEventListener("click", () => openLightbox(medium));
  return button;
}

function videoOf({ url, caption, piece, width, height }: WireMedium): HTMLElement {
  const { playVideo, pauseVideo } = phrases.player;
  const video = element("video", {
    src: url,
    loop: true,
    playsinline: true,
    preload: "auto",
    width,
    height,
    "aria-label": caption || phrases.player.video(piece),
  });
  const button = element("button", { type: "button", class: "frame" }, video, element("span", { class: "play-mark" }, icon("play")));
  const name = () => button.setAttribute("aria-label", (video.paused ? playVideo : pauseVideo)(piece, caption));
  const show = () => {
    button.classList.toggle("playing", !video.paused);
    name();
  };
  for (const event of ["play", "pause"]) video.addEventListener(event, show);
  button.addEventListener("click", () => void (video.paused ? playAlone(video) : video.pause()));
  name();
  return button;
}

function soundOf({ url, piece, caption, durationMs = 0 }: WireMedium): HTMLElement {
  const { player: words } = phrases;
  const sound = element("audio", { src: url, preload: "metadata" });
  const canvas = element("canvas", {
    class: "waveform",
    role: "slider",
    tabindex: 0,
    "aria-label": words.position(piece),
    "aria-valuemin": 0,
    "aria-valuemax": Math.round(durationMs / 1000),
  });
  const time = element("span", { class: "time" });
  const play = iconButton("play", words.playSound(piece, caption), () => void (sound.paused ? playAlone(sound) : sound.pause()), "strong round");
  let peaks = new Float32Array(56);
  const lengthS = () => (Number.isFinite(sound.duration) ? sound.duration : durationMs / 1000);
  const draw = () => {
    drawWaveform(canvas, peaks, lengthS() > 0 ? sound.currentTime / lengthS() : 0);
    time.textContent = `${sound.currentTime > 0 ? `${clock(sound.currentTime)} / ` : ""}${clock(lengthS())}`;
    canvas.setAttribute("aria-valuenow", String(Math.round(sound.currentTime)));
    canvas.setAttribute("aria-valuetext", words.timeOf(clock(sound.currentTime), clock(lengthS())));
    if (!sound.paused) requestAnimationFrame(draw);
  };
  const toggle = () => {
    play.replaceChildren(icon(sound.paused ? "play" : "pause"));
    play.setAttribute("aria-label", (sound.paused ? words.playSound : words.pauseSound)(piece, caption));
    draw();
  };
  for (const event of ["play", "pause", "ended", "loadedmetadata", "seeked"]) sound.addEventListener(event, toggle);
  seekBy(canvas, sound, lengthS);
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener(THEME_CHANGED, draw);
  // Without its shape the sound still plays.
  readPeaks(url).then((read) => {
    peaks = new Float32Array(read);
    draw();
  }, draw);
  return element("div", { class: "sound" }, play, canvas, time, sound);
}

const SEEK_KEYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 };

function seekBy(canvas: HTMLCanvasElement, sound: HTMLAudioElement, lengthS: () => number): void {
  const seek = (seconds: number) => {
    sound.currentTime = Math.min(Math.max(0, seconds), lengthS());
  };
  canvas.addEventListener("pointerdown", (event) => seek((event.offsetX / canvas.clientWidth) * lengthS()));
  canvas.addEventListener("keydown", (event) => {
    const seconds = SEEK_KEYS[event.key];
    if (seconds === undefined) return;
    event.preventDefault();
    seek(sound.currentTime + seconds);
  });
}

/** Two things at once are noise. */
async function playAlone(player: HTMLMediaElement): Promise<void> {
  for (const other of document.querySelectorAll<HTMLMediaElement>("audio, video")) if (other !== player) other.pause();
  await player.play();
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
