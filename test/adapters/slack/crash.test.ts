/** The whole program is killed on Slack, at chosen moments and at random ones, while several conversations run: each question has one answer. */

import { testChaos } from "../../chaos/suite.ts";
import { slackChaos } from "../../chaos/slack.ts";

testChaos("Slack", slackChaos);
