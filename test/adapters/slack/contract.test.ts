/** Slack keeps the contract of every adapter, where answers are streamed and where they change in place. */

import { adapterContract } from "../../contract/adapter.contract.ts";
import { slackUnderTest } from "./slack-under-test.ts";

adapterContract("slack, in a thread", () => slackUnderTest("thread"));
adapterContract("slack, in a direct message", () => slackUnderTest("direct message"));
