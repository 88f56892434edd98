/** The page as a whole: which conversation is open, what is in it, and what people press. */

import type { WireAbout, WireAction, WireConversation, WireMedium, WireMessage, WirePerson } from "../wire.ts";
import { announce, announceMessage } from "./announcer.ts";
import { newId, readConversations, sendAction, sendMessage, sendName, toldOf } from "./api.ts";
import { createBar, type Bar } from "./bar.ts";
import { askStudio, type BoardView, createBoard } from "./board.ts";
import { Composer } from "./composer.ts";
import { askConsent, askLine } from "./dialog.ts";
import { required } from "./element.ts";
import type { TurnActions } from "./part-views.ts";
import { phrases } from "./phrases.ts";
import { keepAtEnd, type Scroll } from "./scroll.ts";
import { createSidebar, type Sidebar } from "./sidebar.ts";
import { followConversation, type Stream } from "./stream.ts";
import { createThread, type Thread } from "./thread.ts";
import { applyMessage, type ShownTurn } from "./turns.ts";
import { createWelcome } from "./welcome.ts";

export function conversationOfAddress(): string {
  return /^\/c\/([A-Za-z0-9_-]{16,64})$/.exec(location.pathname)?.[1] ?? "";
}

export class Chat {
  readonly #composer: Composer;
  readonly #sidebar: Sidebar;
  readonly #bar: Bar;
  readonly #board: BoardView;
  readonly #thread: Thread;
  readonly #welcome: HTMLElement;
  readonly #scroll: Scroll;
  readonly #maxTextLength: number;
  #person: WirePerson | undefined;
  #conversation = "";
  #conversations: readonly WireConversation[] = [];
  #turns: readonly ShownTurn[] = [];
  #stream: Stream | undefined;

  constructor(about: WireAbout) {
    this.#person = about.person;
    this.#maxTextLength = about.maxTextLength;
    const root = required("thread");
    this.#composer = new Composer(required("foot"), about, {
      conversation: () => this.#conversation,
      send: async (conversation, body) => {
        const reply = await sendMessage(conversation, body);
        if (conversation === this.#conversation) this.#scroll.toEnd();
        return reply;
      },
    });
    this.#welcome = createWelcome(
      about,
      (text) => this.#composer.say(text),
      (words) => this.#composer.pickFiles(words),
    );
    root.append(this.#welcome);
    this.#thread = createThread(root, this.#turnActions(), (turn) => turn.author.id === this.#person?.id);
    this.#scroll = keepAtEnd(required("scroll"), root);
    this.#bar = createBar(
      required("bar"),
      () => this.#sidebar.toggle(),
      () => void this.#share(),
      () => askStudio((command) => this.#composer.say(command)),
    );
    this.#board = createBoard(required("board"), {
      vote: (piece, added) => void this.#press({ type: "vote", piece, added }),
      say: (command) => this.#composer.say(command),
      personId: () => this.#person?.id,
    });
    this.#sidebar = createSidebar(required("sidebar"), required("curtain"), about, {
      begin: () => void this.open(""),
      open: (id) => void this.open(id),
      forget: (conversation) => void this.#forget(conversation),
      forgetMe: () => void this.#forgetMe(),
      rename: () => void this.#rename(),
    });
    if (about.person) this.#sidebar.showPerson(about.person);
    // A step to another place of the same conversation is no step to another one.
    addEventListener("popstate", () => conversationOfAddress() !== this.#conversation && void this.open(conversationOfAddress(), "popped"));
  }

  /** An empty id begins a new conversation. */
  async open(id: string, cause: "pressed" | "popped" = "pressed"): Promise<void> {
    this.#stream?.close();
    this.#conversation = id === "" ? newId() : id;
    const address = `/c/${this.#conversation}`;
    if (cause === "pressed" && location.pathname !== address) history[location.pathname === "/" ? "replaceState" : "pushState"](null, "", address);
    this.#show([]);
    this.#board.clear();
    this.#welcome.hidden = id !== "";
    this.#stream = followConversation(
      this.#conversation,
      (message) => this.#take(message),
      (connection) => this.#bar.showConnection(connection),
    );
    this.#sidebar.close();
    if (!matchMedia("(pointer: coarse)").matches) this.#composer.focus();
    await this.#refreshList();
  }

  #take(message: WireMessage): void {
    this.#show(applyMessage(this.#turns, message));
    this.#board.take(message);
    if (message.type === "snapshot" && this.#turns.length > 0) this.#scroll.toEnd();
    this.#welcome.hidden = this.#turns.length > 0;
    announceMessage(message);
    if (message.type === "said" || message.type === "answer-end") void this.#refreshList();
    if (message.type === "forgotten") announce(phrases.forget.done);
  }

  #show(turns: readonly ShownTurn[]): void {
    this.#turns = turns;
    this.#thread.show(turns);
  }

  /** Without the list the page still works, and the connection's line says what is wrong. */
  async #refreshList(): Promise<void> {
    this.#conversations = await readConversations().catch(() => this.#conversations);
    this.#sidebar.show(this.#conversations, this.#conversation);
    this.#bar.showTitle(this.#conversations.find(({ id }) => id === this.#conversation)?.title ?? "");
  }

  #turnActions(): TurnActions {
    return {
      cancel: (turn, piece) => void this.#press({ type: "cancel", turnId: turn.id, ...(piece === undefined ? {} : { piece }) }),
      again: (turn) => void this.#press({ type: "again", turnId: turn.id }),
      use: (piece) => this.#composer.use(piece),
      vary: (turn, piece) => void this.#press({ type: "vary", turnId: turn.id, piece }),
      edit: (medium) => void this.#edit(medium),
      animate: (piece) => void this.#press({ type: "animate", piece }),
      sound: (piece) => void this.#press({ type: "sound", piece }),
      askerOf: (turn) => this.#turns.find(({ id }) => id === turn.replyTo)?.author.name,
    };
  }

  async #edit({ piece, caption, lineage }: WireMedium): Promise<void> {
    const { wish: words } = phrases;
    const asked = lineage.type === "made" ? lineage.prompt : "";
    const question = {
      title: words.askAnew(piece),
      text: words.askText,
      label: words.askLabel,
      button: words.ask,
      type: "words",
      value: asked === "" ? caption : asked,
      maxLength: this.#maxTextLength,
    } as const;
    await askLine(question, (text) => sendAction(this.#conversation, { type: "edit", piece, text }));
  }

  async #press(action: WireAction, conversation = this.#conversation): Promise<boolean> {
    try {
      await sendAction(conversation, action);
      return true;
    } catch (error) {
      this.#composer.tell(toldOf(error), () => void this.#press(action, conversation));
      return false;
    }
  }

  async #forget({ id, title }: WireConversation): Promise<void> {
    const { forget: words } = phrases;
    const agreed = await askConsent(words.title, words.text(title), words.agree);
    if (!agreed || !(await this.#press({ type: "forget", scope: "conversation" }, id))) return;
    if (id === this.#conversation) await this.open("");
    await this.#refreshList();
  }

  async #forgetMe(): Promise<void> {
    const { mineTitle, mineText, mineAgree } = phrases.forget;
    const agreed = await askConsent(mineTitle, mineText, mineAgree);
    if (agreed) await this.#press({ type: "forget", scope: "me" });
  }

  async #rename(): Promise<void> {
    const question = {
      title: phrases.rename.title,
      text: phrases.rename.text,
      label: phrases.yourName,
      button: phrases.rename.keep,
      value: this.#person?.name ?? "",
      maxLength: 40,
    };
    await askLine(question, async (name) => {
      this.#person = await sendName(name);
      this.#sidebar.showPerson(this.#person);
    });
  }

  async #share(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.#bar.showShared();
    } catch {
      this.#composer.tell(phrases.bar.shareThis(location.href));
    }
  }
}
