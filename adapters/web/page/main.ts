/** Where the page starts: who comes in, then the conversation of the address. */

import { Chat, conversationOfAddress } from "./chat.ts";
import { enter } from "./doorway.ts";
import { applyTheme } from "./theme.ts";

applyTheme();
const chat = new Chat(await enter());
await chat.open(conversationOfAddress());
