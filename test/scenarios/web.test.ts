/** The scenarios on the page. */

import { scenarios } from "./suite.ts";
import { webPlatform } from "./web-platform.ts";

scenarios(webPlatform);
