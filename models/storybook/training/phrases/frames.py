"""Requests put together from small pieces, so that training meets thousands of phrasings of each wish and no list of them.

What the eval says word for word (eval/phrasings.json) is struck out: it stays held out.
"""

import json
import random
import re
from functools import cache
from pathlib import Path

EVAL = Path(__file__).parent.parent.parent / "eval" / "phrasings.json"

NOUNS = {
    "image": ("picture", "image", "drawing", "painting", "pic", "illustration", "sketch", "photo", "still", "doodle"),
    "audio": ("sound", "sound clip", "audio clip", "recording", "sound effect", "noise", "sfx", "sound file", "soundtrack", "audio track"),
    "video": ("video", "clip", "animation", "film", "movie", "vid", "video clip", "gif", "short film", "cartoon", "moving picture", "footage"),
}
UNCOUNTED = {"image": ("artwork",), "audio": ("audio", "sound"), "video": ("video footage", "some video")}
OBEY = {
    "image": ("draw", "paint", "sketch", "illustrate", "depict", "doodle", "draw a picture of", "put on paper", "paint a picture of", "picture"),
    "audio": ("play", "let me hear", "play the sound of", "make the sound of", "make the noise of", "let us hear", "record", "sound out", "imitate the sound of", "let me listen to"),
    "video": ("animate", "film", "make a video of", "bring to life", "set in motion", "shoot a clip of", "make move", "let me watch", "show moving", "make a film of"),
}
WONDER = {
    "image": ("what does {x} look like?", "how does {x} look?", "what would {x} look like?", "how would {x} look", "what might {x} look like? show me", "show me what {x} looks like", "i wonder how {x} looks"),
    "audio": ("what does {x} sound like?", "how does {x} sound?", "what would {x} sound like", "how would {x} sound", "what sound does {x} make?", "what noise comes from {x}?", "i wonder how {x} sounds", "tell my ears about {x}", "what is the sound of {x}?", "what do you hear with {x}?"),
    "video": ("how does {x} move?", "what does {x} look like when it moves? film it", "how would {x} look in motion", "show me how {x} moves", "i wonder how {x} moves, film it", "let {x} move", "make {x} move"),
}
MAKE = ("make", "create", "generate", "give", "send", "show", "produce", "prepare", "get", "do", "render", "put together", "cook up", "whip up", "make up", "compose", "bring", "hand", "craft", "design", "share", "post", "find")
FOR = ("", "", "", "", " me", " us", " my son", " her", " the kids", " everybody")
OF = ("of", "of", "of", "of", "with", "showing", "that shows", "about", "featuring", "for")
CAN = ("can you", "could you", "would you", "will you", "can u", "could you please", "would you mind to", "are you able to", "might you", "may i ask you to", "is it possible to", "you should", "please", "pls", "kindly", "go and", "now", "i want you to", "i'd like you to", "let's", "try to", "just", "it would be great if you could")
WANT = ("i want", "i need", "i would like", "i'd like", "i'd love", "i wish for", "we want", "we need", "we'd like", "can i have", "can i get", "could i get", "may i have", "could we see", "my friend wants", "how about", "what about", "let me have", "let's have", "i am looking for", "i'm after", "i could use", "time for", "next,", "one more:", "the next page needs", "my story needs", "our book is missing", "is there")
ONLY = ("just", "only", "nothing but", "simply", "no more than")
TAIL = (" please", " for me", " pls", " now", " thanks", ", nothing else", " and that's all", " today", " if you can", ", that's it", " for our book", " for my wall", " for a friend", "!")
LIST_AND = (" and ", " and ", " and ", ", ", " + ", " plus ", " & ", " as well as ", " along with ", " together with ", " and also ", " with ", ", and ", " n ", "/")
# "draw {x} and let me hear it": a medium more, said of what was named before.
MORE = {
    "image": ("draw it", "paint it", "show me a picture of it", "a picture of it", "what it looks like", "how it looks", "a drawing", "its picture", "make an image too", "i want to see it drawn"),
    "audio": ("let me hear it", "play it", "what it sounds like", "how it sounds", "its sound", "the sound of it", "the noise it makes", "the sound that goes with it", "with sound", "make it audible too", "i want to hear it", "the sound too", "with its sound", "the audio for it"),
    "video": ("animate it", "film it", "a video of it", "a clip of it", "make it move", "how it moves", "also as a video", "a movie of it", "show me how it moves", "let me watch it"),
}
MORE_AND = (", and ", " and ", " and also ", ", also ", "; ", " plus ", ". then ", ", then ", " and then ", ", and please ", " + ")
WORDS = ("a sentence", "a description", "words", "a caption", "some text", "a line of text", "a few words", "one sentence", "text", "a short text", "plain words", "a written description", "a short description")
WORDS_OBEY = ("describe", "tell me about", "write about", "put into words", "say something about", "write down", "explain in words", "sum up", "talk about", "describe with words", "spell out in words", "describe in a sentence", "narrate", "phrase", "recount", "jot down", "sum up in words", "portray in words", "read out", "report on", "spell out", "outline", "set down", "characterise", "word", "state", "paraphrase", "explain", "detail", "tell us of")
WORDS_ONLY = ("in words", "in words only", "with words alone", "as text", "no picture", "without any picture", "no media", "text only", "words only", "in a sentence", "without drawing anything", "no images or sounds", "in writing", "no drawing needed", "for a blind friend", "for those who only read", "for my screen reader", "so that i can read it out", "i cannot see pictures here")
NOT_SEEING = ("for {who} who {cannot}", "because {who} {cannot}", "{who} {cannot}, so use words", "as {who} {cannot}")
WHO = ("my uncle", "a listener", "a person", "our reader", "a visitor", "one", "a friend", "a child")
CANNOT = ("is blind", "cannot see", "has no screen", "sees badly", "is on the telephone", "only listens", "has closed eyes", "has no glasses on", "sits in the dark", "gets only text messages")


def one(rng: random.Random, modality: str) -> str:
    """A request for one medium of {x}."""
    return fresh(rng, lambda: _one(rng, modality))


def several(rng: random.Random, modalities: list[str]) -> str:
    """A request for two or three media of {x}."""
    return fresh(rng, lambda: _several(rng, rng.sample(modalities, len(modalities))))


def words_only(rng: random.Random) -> str:
    """A request for words about {x} and no medium."""
    return fresh(rng, lambda: _words_only(rng))


def _one(rng: random.Random, modality: str) -> str:
    kind = rng.random()
    if kind < 0.22:
        return _maybe(rng, CAN, 0.5) + _object(rng.choice(OBEY[modality])) + _maybe_tail(rng)
    if kind < 0.34:
        return rng.choice(WONDER[modality])
    if kind < 0.6:
        return _maybe(rng, CAN, 0.45) + f"{rng.choice(MAKE)}{rng.choice(FOR)} {_named(rng, modality)} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    if kind < 0.78:
        return f"{rng.choice(WANT)} {_named(rng, modality)} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    if kind < 0.86:
        return f"{_named(rng, modality)} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    if kind < 0.9:
        return f"{{x}} {rng.choice(NOUNS[modality])}" + _maybe_tail(rng)
    noun = _named(rng, modality)
    return rng.choice((f"{noun}: {{x}}", f"{{x}}, as {noun}", f"{{x}}. {noun}", f"{{x}} - {noun}", f"{{x}}, {rng.choice(ONLY)} {noun}", f"{{x}}: {noun} of it", f"{{x}}? {noun}", f"turn {{x}} into {noun}", f"{{x}} as {noun}"))


def _several(rng: random.Random, order: list[str]) -> str:
    chance = rng.random()
    if chance < 0.3 and "image" in order:  # what is only named is a picture: "{x}, and what it sounds like"
        rest = [modality for modality in order if modality != "image"]
        return "{x}" + "".join(rng.choice(MORE_AND) + rng.choice(MORE[modality]) for modality in rest)
    if chance < 0.36:
        between = rng.choice((", ", " + ", " and ", "; "))
        if rng.random() < 0.5:
            return "{x}: " + between.join(rng.choice(MORE[modality]) for modality in order)
        return between.join(_object(rng.choice(OBEY[modality])) for modality in order)
    if chance < 0.55:  # one medium, and more of the same
        first, *rest = order
        return _one(rng, first).rstrip("?!.") + "".join(rng.choice(MORE_AND) + rng.choice(MORE[modality]) for modality in rest)
    names = [_named(rng, modality) for modality in order]
    listed = ", ".join(names[:-1]) + rng.choice(LIST_AND) + names[-1]
    if len(names) == 2 and rng.random() < 0.12:
        listed = "both " + " and ".join(names)
    kind = rng.random()
    if kind < 0.4:
        return _maybe(rng, CAN, 0.45) + f"{rng.choice(MAKE)}{rng.choice(FOR)} {listed} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    if kind < 0.66:
        return f"{rng.choice(WANT)} {listed} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    if kind < 0.8:
        return f"{listed} {rng.choice(OF)} {{x}}" + _maybe_tail(rng)
    return rng.choice((f"{listed}: {{x}}", f"{{x}}: {listed}", f"{{x}}, as {listed}", f"{{x}}. {listed} of it", f"{{x}} as {listed}", f"turn {{x}} into {listed}", f"for {{x}}: {listed}", f"{{x}}, {listed}"))


def _words_only(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.35:
        return _maybe(rng, CAN, 0.4) + _object(rng.choice(WORDS_OBEY)) + _why_words(rng)
    if kind < 0.6:
        return f"{rng.choice(WANT)} {_maybe(rng, ONLY, 0.5)}{rng.choice(WORDS)} {rng.choice(('about', 'of', 'for', 'on'))} {{x}}" + _maybe_tail(rng)
    if kind < 0.8:
        return _maybe(rng, CAN, 0.3) + f"{rng.choice(MAKE + ('write', 'write', 'say', 'put down'))}{rng.choice(FOR)} {_maybe(rng, ONLY, 0.3)}{rng.choice(WORDS)} {rng.choice(('about', 'of', 'for'))} {{x}}"
    return rng.choice((f"{rng.choice(WORDS_ONLY)}: {{x}}", f"{{x}}, {rng.choice(WORDS_ONLY)}", f"{rng.choice(ONLY)} {rng.choice(WORDS)}: {{x}}", f"{{x}} {rng.choice(WORDS_ONLY)}", f"{{x}}. {rng.choice(WORDS_ONLY)}"))


def _why_words(rng: random.Random) -> str:
    """Nothing, that only words are wanted, or for whom."""
    kind = rng.random()
    if kind < 0.5:
        return ""
    if kind < 0.75:
        return f", {rng.choice(WORDS_ONLY)}"
    return " " + rng.choice(NOT_SEEING).format(who=rng.choice(WHO), cannot=rng.choice(CANNOT))


def _named(rng: random.Random, modality: str) -> str:
    if rng.random() < 0.15:
        return rng.choice(UNCOUNTED[modality])
    noun = rng.choice(NOUNS[modality])
    article = rng.choice(("a", "a", "a", "the", "one", "", "", "", "a little", "a nice", "a short" if modality != "image" else "a quick", "another"))
    return _with_article(f"{article} {noun}".strip())


def _with_article(phrase: str) -> str:
    return re.sub(r"^a (?=[aeiou])", "an ", phrase)


def _object(verb: str) -> str:
    """"bring {x} to life": some verbs go around what they are about."""
    for head, rest in (("bring", "to life"), ("set", "in motion"), ("put", "into words"), ("put", "on paper"), ("make", "move"), ("show", "moving")):
        if verb == f"{head} {rest}":
            return f"{head} {{x}} {rest}"
    return f"{verb} {{x}}"


def _maybe(rng: random.Random, choices: tuple[str, ...], share: float) -> str:
    return f"{rng.choice(choices)} " if rng.random() < share else ""


def _maybe_tail(rng: random.Random) -> str:
    return rng.choice(TAIL) if rng.random() < 0.25 else ""


def fresh(rng: random.Random, draw) -> str:
    """What the eval would say in the same words is drawn again."""
    while plain(drawn := draw()) in held_out():
        pass
    return drawn


@cache
def held_out() -> frozenset[str]:
    asked = json.loads(EVAL.read_text())["ask"]
    names = json.loads(EVAL.read_text())["names"]
    said = [template for templates in asked.values() for template in templates]
    pairs = [f"{a} and {b}" for kinds in names.values() for a in kinds for others in names.values() for b in others]
    return frozenset(plain(template.replace("{m}", pair)) for template in said for pair in (pairs if "{m}" in template else ("",)))


def plain(template: str) -> str:
    """Letters only: case, punctuation and politeness make no phrasing new."""
    return " ".join(word for word in re.sub(r"[^a-z{} ]", "", template.lower()).split() if word not in ("please", "pls"))


if __name__ == "__main__":
    chance = random.Random(1)
    for which in ("image", "audio", "video"):
        print(*(one(chance, which) for _ in range(12)), sep="\n")
    print(*(several(chance, ["image", "audio", "video"][: chance.choice((2, 3))]) for _ in range(16)), sep="\n")
    print(*(words_only(chance) for _ in range(12)), sep="\n")
