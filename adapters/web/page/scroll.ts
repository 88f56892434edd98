/** Keeps the newest words in sight while a person reads at the end, and stays where it is when they have scrolled up. */

export interface Scroll {
  toEnd(): void;
}

const NEAR_END_PX = 120;

export function keepAtEnd(scroller: HTMLElement, content: HTMLElement): Scroll {
  let isAtEnd = false;
  const toEnd = () => {
    isAtEnd = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener("scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  });
  new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  }).observe(content);
  return { toEnd };
}
