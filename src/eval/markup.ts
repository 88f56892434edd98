/** The page's smallest pieces: figures as people read them, and words made safe. */

export function percent(share: number): string {
  return `${whole(share)}%`;
}

/** In percent, without the sign, where a row of them stands close. */
export function whole(share: number): string {
  return String(Math.round(share * 100));
}

/** In percent, with a tenth, where small shares are compared. */
export function tenths(share: number): string {
  return (100 * share).toFixed(1);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
