/** The smallest picture that people send. */

export const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

/** As a file of one pixel. */
export const dot = { name: "dot.png", mediaType: "image/png", bytes: PNG };
