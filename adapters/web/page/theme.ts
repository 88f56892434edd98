/** Dark or light: the system's wish until the person chooses otherwise. */

import { iconButton } from "./element.ts";
import { phrases } from "./phrases.ts";

type Theme = "light" | "dark";

/** Told to the window, for what is drawn on a canvas. */
export const THEME_CHANGED = "quartet-theme-changed";

const KEY = "quartet-theme";

export function applyTheme(): void {
  const chosen = localStorage.getItem(KEY);
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}

export function themeButton(): HTMLButtonElement {
  const { darker, lighter } = phrases.sidebar;
  const button: HTMLButtonElement = iconButton(nextTheme() === "dark" ? "moon" : "sun", nextTheme() === "dark" ? darker : lighter, () => {
    const theme = nextTheme();
    localStorage.setItem(KEY, theme);
    document.documentElement.dataset.theme = theme;
    dispatchEvent(new Event(THEME_CHANGED));
    const fresh = themeButton();
    button.replaceWith(fresh);
    fresh.focus();
  });
  return button;
}

function nextTheme(): Theme {
  const isDark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return isDark === "dark" ? "light" : "dark";
}
