/** Finds what looks like a sentence to people outside of src/language, as a function of a file's text, so that it can be tried on planted ones. */

import type { SourceFile } from "./boundary.ts";

/** Whoever runs or measures Quartet reads these, and nobody in a channel: command lines, settings, measurements, demonstrations. */
const FOR_OPERATORS = [
  ...["src/doctor/", "src/eval/", "src/trace/", "src/ops/", "adapters/terminal/"],
  ...["src/core/packs/", "src/config.ts", "src/setting-forms.ts", "src/house/settings.ts", "src/store/backup-command.ts"],
];
/** Whatever the page holds may be shown, so there a single word counts too. */
const PAGE = "adapters/web/page/";
/** Names of keys and of what browsers drag, and Quartet's own. */
const NO_WORDS = /^(?:Enter|Escape|Files|Quartet)$/;
/** What a button makes a person say to the model, which reads English. */
const SAID_TO_THE_MODEL = /^what does .* sound like\?$/;

/** What is written in these goes to the log, to the operator or into the store. An error's sentence for people is its key, never its message. */
const FOR_NOBODY =
  /(?:Error|^Fault|^super|^constructor|^onCrash|^Refusal|^addIssue|^prepare|^exec|^(?:warn|info|error|debug|fatal|log)|^guarded|^Counter|^Gauge|^Histogram)$/;
/** A setting's name and what was expected of it: for whoever wrote the settings. */
const ABOUT_A_SETTING = /^[A-Z]+(?:_[A-Z]+)+: /;

/** "file:line: words" of each. */
export function findStraySentences({ path, text }: SourceFile): readonly string[] {
  const isMeant = !path.startsWith("src/language/") && !FOR_OPERATORS.some((each) => path.startsWith(each));
  if (!isMeant) return [];
  const isMeantForPeople = path.startsWith(PAGE) ? (words: string) => isSentence(words) || isLabel(words) : isSentence;
  return literalsIn(text)
    .filter(({ words, callees }) => isMeantForPeople(words) && !callees.some((callee) => FOR_NOBODY.test(callee)))
    .map(({ words, at }) => `${path}:${text.slice(0, at).split("\n").length}: ${words}`);
}

/** Three words at least that begin as a sentence does, or end as one. */
function isSentence(literal: string): boolean {
  const words = literal.replaceAll(/<[^>]*>/g, " ").trim();
  if (ABOUT_A_SETTING.test(words) || SAID_TO_THE_MODEL.test(words)) return false;
  const count = words.match(/(?<![\w$/.#-])[A-Za-zÄÖÜäöüß’']{2,}(?![\w$/(-])/g)?.length ?? 0;
  return count >= 3 && (/^[A-ZÄÖÜ“„][a-zäöüß]*[ ’']/.test(words) || /[a-zäöüß…][.!?…]$/.test(words));
}

/** A word that begins as words on a button do. */
function isLabel(words: string): boolean {
  return /^[A-ZÄÖÜ][a-zäöüß]+(?![\w-])/.test(words) && !NO_WORDS.test(words);
}

/** What stands in the markup of the page itself: between tags, or in attributes that are read out. */
export function findStrayMarkup(html: string): readonly string[] {
  const between = html.split(/<[^>]*>/);
  const readOut = [...html.matchAll(/\s(?:alt|title|placeholder|aria-label|data-drop|name="description" content)="([^"]*)"/g)].map(
    ([, words = ""]) => words,
  );
  return [...between, ...readOut].map((words) => words.trim()).filter((words) => words !== "" && !/^\{\w+\}$/.test(words) && !NO_WORDS.test(words));
}

interface Literal {
  /** Whatever is put in stands as "x". */
  readonly words: string;
  readonly at: number;
  /** Names of the calls inside of which it stands, the outermost first. */
  readonly callees: readonly string[];
}

/** Comments, strings, templates up to what they put in, regular expressions, and what opens and closes a call. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|(?<=[(,=:[!&|?{;]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|`|[(){}]/g;
const IN_TEMPLATE = /\\[\s\S]|\$\{|`/g;

function literalsIn(text: string): readonly Literal[] {
  const found: Literal[] = [];
  const callees: string[] = [];
  /** Reads code up to what closes it, and returns where that ends. */
  const readCode = (from: number): number => {
    let depth = 0;
    for (let at = from; ; ) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (match === null) return text.length;
      const [token] = match;
      at = TOKEN.lastIndex;
      if (token === "`") at = readTemplate(at);
      else if (token.startsWith('"')) found.push({ words: token.slice(1, -1), at: match.index, callees: [...callees] });
      else if (token === "(") callees.push(/([\w$]+)(?:<[^()<>]*>)?$/.exec(text.slice(0, match.index))?.[1] ?? "");
      else if (token === ")") callees.pop();
      else if (token === "{") depth++;
      else if (token === "}" && depth-- === 0) return at;
    }
  };
  const readTemplate = (from: number): number => {
    let words = "";
    for (let at = from; ; ) {
      IN_TEMPLATE.lastIndex = at;
      const match = IN_TEMPLATE.exec(text);
      words += text.slice(at, match?.index);
      at = match === null ? text.length : IN_TEMPLATE.lastIndex;
      if (match?.[0] === "${") {
        words += "x";
        at = readCode(at);
      } else if (match === null || match[0] === "`") {
        found.push({ words, at: from - 1, callees: [...callees] });
        return at;
      } else words += " ";
    }
  };
  readCode(0);
  return found;
}
