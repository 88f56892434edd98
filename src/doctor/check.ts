/** What the doctor says of one thing: it is there, it could be better, or Quartet cannot do its main job without it. */

export type Check =
  | { readonly state: "ok"; readonly name: string; readonly found: string }
  | { readonly state: "advice" | "fault"; readonly name: string; readonly found: string; readonly todo: string };

/** One line a check, and beneath it what to do. */
export function formatChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  const lines = checks.flatMap((check) => {
    const line = `${check.state.padEnd(6)}  ${check.name.padEnd(width)}  ${check.found}`;
    return check.state === "ok" ? [line] : [line, `${" ".repeat(width + 10)}-> ${check.todo}`];
  });
  return lines.join("\n");
}
