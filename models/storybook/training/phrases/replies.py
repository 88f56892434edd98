"""A yes or a no to an offer, thought up as a whole or put together from small pieces. What the eval replies word for word (eval/half-known.tsv) is struck out."""

import random
import re
from collections.abc import Sequence

from phrases import written
from phrases.grammar import Rules, asked_in, unheard

REPLIES: Rules = {
    "yes": ("<agreed>", "<agreed>", "<agreed>[,] <on>", "<agreed>, <on>", "<on>", "<agreed>, <fine>", "<fine>", "<fine>, <on>", "<fine>, <agreed>", "<agreed>, <known>", "<known>"),
    "agreed": ("yes", "yes", "yes please", "yeah", "yep", "yup", "ok", "okay", "sure", "of course", "certainly", "alright", "all right", "fine", "good", "great", "gladly", "y", "yes yes", "oh yes", "hm yes", "well, yes", "ok then", "why not", "definitely", "please", "agreed", "deal", "right", "👍", "yess", "ja", "si"),
    "on": ("go ahead", "do it", "do that", "make it", "make that [one]", "please <do>", "i would like <it>", "i'd like <it>", "i want <it>", "let us have <it>", "let me see <it>", "let me hear <it>", "show me <it>", "show <it>", "draw <it>", "film <it>", "play <it>", "give me <it>", "take <it>", "we take <it>", "i will take <it>", "go on", "go for <it>", "you can do <it>", "let's see <it>", "try <it>"),
    "do": ("do", "make it", "go on", "show me", "try it", "continue", "do so", "draw it"),
    "it": ("it", "that", "this one", "that one", "what you know", "the other", "that instead", "it like this", "one of those", "it anyway"),
    "fine": ("that is fine", "this is fine", "that is ok [too]", "good idea", "sounds good", "sounds lovely", "that sounds fun", "that works", "that will do", "works for me", "i like that", "that is good enough", "that is nice too", "better than nothing", "it is all the same to me", "no problem", "even better", "we can live with that"),
    "known": ("a {t} is fine [too]", "a {t} will do", "the {t} then", "i like a {t} [too]", "a {t} is good enough", "let it be a {t}", "it is the {t} that counts", "take the {t}", "just the {t}", "a {t} it is"),
    "no": ("<refused>", "<refused>", "<refused>[,] <off>", "<refused>, <off>", "<off>", "<refused>, <only>", "<refused>, <only>", "<only>", "<refused>. <off>"),
    "refused": ("no", "no", "no", "no thanks", "no thank you", "nope", "nah", "no no", "oh no", "hm no", "hmm no", "well, no", "rather not", "please no", "not really", "no way", "n", "sorry, no", "no, sorry", "no please", "not that", "👎", "noo", "nein", "non"),
    "off": ("never mind", "leave it", "forget it", "let it be", "drop it", "do not make <that>", "don't do <that>", "i do not want <that>", "i don't like <that>", "we do not need <that>", "stop", "skip <that>", "that is not it", "not interested in <that>", "then nothing", "then not", "another time", "maybe later", "i am fine without", "it is not important", "it does not matter", "i will ask for something else", "let me think again", "that is no use to me", "i would rather have nothing", "too bad", "what a pity", "cancel", "i changed my plan", "keep it", "thanks all the same"),
    "that": ("that", "it", "this", "that one", "anything", "anything else", "another one"),
    "only": ("i <need> {u}", "i only <need> {u}", "it must have {u}", "{u} is what i asked for", "nothing but {u}", "only {u}", "only {u} will do", "without {u} it is no fun", "i insist on {u}", "then not without {u}", "{u} or not at all", "not without {u}", "{u} was the idea", "we had hoped for {u}"),
    "need": ("need", "want", "wanted", "meant", "like", "asked for"),
}  # fmt: skip


THOUGHT_UP = 0.5  # share of replies that somebody wrote as a whole
VERBS = {"image": ("draw",), "audio": ("hear", "play"), "video": ("film",)}


def yes(rng: random.Random, thing: str, outputs: Sequence[str]) -> str:
    """To an offer of such a thing in these media; a verb for another medium would be no yes."""
    others = {verb for modality, verbs in VERBS.items() if modality not in outputs for verb in verbs}
    while others & set(re.findall("[a-z]+", (said := _said(rng, "yes")).lower())):
        pass
    return said.replace("{t}", thing)


def no(rng: random.Random, unknown: str) -> str:
    return _said(rng, "no").replace("{u}", unknown or "both")


def _said(rng: random.Random, kind: str) -> str:
    return written.line(rng, "replies", kind) if rng.random() < THOUGHT_UP else unheard(rng, REPLIES, kind, asked_in("half-known.tsv"))


if __name__ == "__main__":
    chance = random.Random(1)
    print(*(f"{yes(chance, 'boat', ('image',))} | {no(chance, 'the dragon')}" for _ in range(30)), sep="\n")
