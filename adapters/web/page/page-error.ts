/** What goes wrong in the page itself, in words that a person may read. */

export class PageError extends Error {
  constructor(told: string) {
    super(told);
    this.name = new.target.name;
  }
}
