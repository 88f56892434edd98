/** The smallest picture that a person can send. */

const bytes = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

/** One pixel. */
export const dot = { name: "dot.png", mediaType: "image/png", bytes };
