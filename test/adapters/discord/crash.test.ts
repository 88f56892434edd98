/** The whole program is killed on Discord, at chosen moments and at random ones, while several conversations run: each question has one answer. */

import { testChaos } from "../../chaos/suite.ts";
import { discordChaos } from "../../chaos/discord.ts";

testChaos("Discord", discordChaos);
