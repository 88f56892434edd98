/** The scenarios in Slack. */

import { slackPlatform } from "./slack-platform.ts";
import { scenarios } from "./suite.ts";

scenarios(slackPlatform);
