/** Runs before every npm script, on whatever Node the machine has: says in one sentence what to do if that is too old. */
"use strict";

const wanted = 24;
const found = process.versions.node;

if (Number.parseInt(found, 10) < wanted) {
  console.error(
    `Quartet runs on Node ${wanted} or newer, which "npm ci" puts into node_modules, but this command found Node ${found}: ` +
      `run "npm ci" again without --ignore-scripts, or install Node ${wanted}.`,
  );
  process.exit(1);
}
