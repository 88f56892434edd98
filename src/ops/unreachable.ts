/** What a platform's library throws where there is no way to it names neither the platform nor what to do. */

import { DeliveryError } from "../errors.ts";

const NO_WAY = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|UND_ERR_\w+)$/;

/** Whatever else was thrown stays as it is. */
export function namingThePlatform(platform: string, error: unknown): unknown {
  const code = reasonOf(error);
  if (code === undefined) return error;
  const todo = "check the network, the name server and the proxy of this machine, then start again. What is owed there stays stored.";
  return new DeliveryError(`${platform} cannot be reached (${code}): ${todo}`, error);
}

/** Its own code, or that of what it was thrown for; Slack's library keeps it as the original. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && NO_WAY.test(String(error.code))) return String(error.code);
  return reasonOf(error.cause) ?? ("original" in error ? reasonOf(error.original) : undefined);
}
