/** The conversations beside the page: begin one, open one, forget one; who is here, and what runs. */

import type { WireAbout, WireConversation, WirePerson } from "../wire.ts";
import { element, iconButton, textButton } from "./element.ts";
import { phrases } from "./phrases.ts";
import { themeButton } from "./theme.ts";

export interface SidebarActions {
  begin(): void;
  open(id: string): void;
  forget(conversation: WireConversation): void;
  forgetMe(): void;
  rename(): void;
}

export interface Sidebar {
  show(conversations: readonly WireConversation[], current: string): void;
  showPerson(person: WirePerson): void;
  close(): void;
  toggle(): void;
}

export function createSidebar(root: HTMLElement, curtain: HTMLElement, about: WireAbout, actions: SidebarActions): Sidebar {
  const list = element("ul", { class: "conversations" });
  const person = element("div", { class: "person" });
  const begin = textButton(phrases.sidebar.begin, actions.begin, "soft wide", "plus");
  const setOpen = (isOpen: boolean) => {
    document.body.classList.toggle("sidebar-open", isOpen);
    if (isOpen) begin.focus();
  };
  root.append(
    brandOf(),
    begin,
    element("nav", { "aria-label": phrases.sidebar.yours }, list),
    element("div", { class: "sidebar-foot" }, person, packLine(about)),
  );
  curtain.addEventListener("click", () => setOpen(false));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") setOpen(false);
  });
  return {
    show: (conversations, current) => list.replaceChildren(...conversations.map((conversation) => itemOf(conversation, current, actions))),
    showPerson: ({ name }) => {
      const initial = element("span", { class: "initial", "aria-hidden": "true" }, [...name][0]?.toUpperCase());
      person.replaceChildren(
        initial,
        textButton(name, actions.rename, "quiet person-name"),
        iconButton("forget", phrases.sidebar.forgetMine, actions.forgetMe),
        themeButton(),
      );
    },
    close: () => setOpen(false),
    toggle: () => setOpen(!document.body.classList.contains("sidebar-open")),
  };
}

function brandOf(): HTMLElement {
  return element("p", { class: "brand" }, element("img", { src: "/page/favicon.svg", alt: "", width: 30, height: 30 }), "Quartet");
}

function itemOf(conversation: WireConversation, current: string, actions: SidebarActions): HTMLElement {
  const { id, title } = conversation;
  const name = title || phrases.sidebar.begin;
  const link = element("a", { href: `/c/${id}`, "aria-current": id === current ? "page" : undefined, title: name }, name);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    actions.open(id);
  });
  return element(
    "li",
    { class: id === current ? "current" : "" },
    link,
    iconButton("forget", phrases.sidebar.forget(name), () => actions.forget(conversation)),
  );
}

function packLine({ pack }: WireAbout): HTMLElement {
  return element(
    "p",
    { class: "pack", title: pack.notes.join(" ") },
    element("span", { class: "lamp" }),
    phrases.sidebar.pack(pack.name, pack.version, pack.device, pack.commercial),
  );
}
