/** The microphone's button: press to record, press again to keep what was said. */

import { element, icon, iconButton } from "./element.ts";
import { PageError } from "./page-error.ts";
import { phrases } from "./phrases.ts";
import { type Recording, startRecording } from "./recorder.ts";

export function createRecordButton(onFile: (file: File) => void, onFault: (told: string) => void): HTMLElement {
  let recording: Recording | undefined;
  let ticking = 0;
  const time = element("span", { class: "recording-time", role: "timer" });
  const button = iconButton("microphone", phrases.recorder.start, () => void press());
  const show = (isOn: boolean) => {
    button.classList.toggle("recording", isOn);
    button.setAttribute("aria-label", isOn ? phrases.recorder.stop : phrases.recorder.start);
    button.replaceChildren(icon(isOn ? "stop" : "microphone"));
    time.textContent = isOn ? "0:00" : "";
    window.clearInterval(ticking);
    if (isOn) ticking = showTime(time);
  };
  const press = async () => {
    try {
      const running = recording;
      recording = undefined;
      if (running === undefined) recording = await startRecording();
      show(running === undefined);
      if (running) onFile(await running.stop());
    } catch (error) {
      onFault(error instanceof PageError ? error.message : phrases.recorder.failed);
    }
  };
  return element("div", { class: "recorder" }, time, button);
}

function showTime(time: HTMLElement): number {
  const begunAt = Date.now();
  return window.setInterval(() => {
    const seconds = Math.floor((Date.now() - begunAt) / 1000);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 500);
}
