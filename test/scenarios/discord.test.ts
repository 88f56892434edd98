/** The scenarios on Discord. */

import { discordPlatform } from "./discord-platform.ts";
import { scenarios } from "./suite.ts";

scenarios(discordPlatform);
