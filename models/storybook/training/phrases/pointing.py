"""What people say of media and of parts of them, put together from small pieces: the scene of {p}, its thing, a named part, and what should change.

{p} points at a medium, {w} is one of an attribute's words. What the eval says word for word (eval/phrasings.json) is struck out, but for
sayings of a word or two ("but {w}").
"""

import json
import random
from functools import cache
from pathlib import Path

from phrases.grammar import Rules, letters, unheard

EVAL = Path(__file__).parent.parent.parent / "eval" / "phrasings.json"

NOUNS = {
    "colour": ("colour", "color", "shade", "hue", "tint", "paint", "tone", "colouring"),
    "size": ("size", "scale", "bigness", "measure", "dimensions", "largeness"),
    "position": ("position", "spot", "side", "placing", "side of the frame", "position in the frame", "location in the frame", "place left or right", "alignment"),
    "count": ("number", "count", "amount", "quantity", "number of things", "how many", "number of them"),
    "place": ("place", "setting", "surroundings", "background", "scenery", "location", "backdrop", "landscape", "environment", "scene around it", "time and place"),
    "weather": ("weather", "sky and weather", "weather conditions", "conditions", "climate", "kind of weather", "rain or snow"),
    "motion": ("motion", "movement", "move", "way of moving", "moving", "action", "animation", "direction"),
}  # fmt: skip
SHARED: Rules = {
    "of": ("of", "of", "in", "from", "on"),
    "one": ("you", "we", "i", "one", "somebody"),
    "see": ("see", "hear", "find", "notice", "recognise", "have", "get", "know", "make out"),
    "shows": ("shows", "has", "holds", "depicts", "tells", "gives", "presents", "offers", "contains"),
    "show": ("show", "have", "hold", "depict", "tell", "give", "contain"),
    "but": ("but", "but", "only", "and", "just", "except", "except that it is", "though", "this time", "but this time", "but now", "and now", "now", "yet", "however"),
    "make": ("make it", "have it", "let it be", "it should be", "i want it", "it must be", "i would like it", "turn it", "please make it", "let me have it", "it is", "make them", "we need it", "with it", "imagine it"),
}  # fmt: skip
WHOLE: Rules = SHARED | {
    "scene": ("scene", "scene", "picture story", "content", "situation", "whole scene", "moment", "world", "setup", "composition"),
    "all": ("everything", "all", "all that is", "whatever is", "what is", "the things and the place", "the thing and all around it"),
    "whole": (
        "the [same] <scene> <of> {p}", "the [very] <scene> <of> {p}", "that <scene> <of> {p}", "the <scene> that {p} <shows>", "the <scene> <one> <see> in {p}", "<all> <of> {p}", "what {p} <shows>", "what <one> <see> in {p}",
        "{p}", "{p} as it is", "the same as {p}", "exactly what {p} <shows>", "just what is <of> {p}", "{p}, all of it", "a copy of {p}", "the thing, the place and the rest of {p}", "what happens in {p}", "<all> that <one> <see> in {p}",
    ),
    "shared": (
        "the [same] <scene> <of> {p}", "the one <scene> that {p} <show>", "what {p} <show>", "what {p} <show> together", "<all> <of> {p}", "the <scene> <one> <see> in {p}", "what <one> <see> in {p}", "the <scene> behind {p}",
        "{p} taken together", "{p}", "what {p} have in common", "what is common to {p}", "the <scene> of both {p}", "<all> that <one> <see> in {p}", "{p}, they belong together",
    ),
}  # fmt: skip
THING: Rules = SHARED | {
    "hero": ("thing", "thing", "subject", "main thing", "object", "object or animal", "animal or thing", "main subject", "star", "hero", "figure", "character", "creature or object", "protagonist", "main character"),
    "thing": (
        "the [same] <hero> <of> {p}", "the <hero> <of> {p} [alone]", "[only] the <hero> that is <of> {p}", "the <hero> that {p} <shows>", "the <hero> <one> <see> in {p}", "what {p} is about", "whatever {p} <shows>", "whatever <one> <see> in {p}",
        "the kind of <hero> <of> {p}", "the <hero> [taken] from {p}", "what is the <hero> of {p}", "the <hero> which is <of> {p}", "a <hero> like the one <of> {p}", "{p}'s <hero>",
        # Who stars in something is no star.
        "who[ever] stars in {p}", "the <hero> that stars in {p}", "the <hero> starring in {p}", "the one starring in {p}", "what plays the main part in {p}",
    ),
}  # fmt: skip
PART: Rules = SHARED | {
    "with": ("with", "with", "in", "using", "having", "taking", "borrowing", "copying", "keeping", "reusing", "given", "and use", "and take", "and keep", "but with", "but use", "but in", "but take", "this time with", "sharing", "getting"),
    "as": ("of {p}", "from {p}", "as in {p}", "as {p}", "that {p} has", "{p} has", "like in {p}", "like {p}", "found in {p}", "of the thing in {p}", "it has in {p}", "{p} <shows>", "one <see> in {p}", "as of {p}", "that is in {p}", "seen in {p}"),
    "comes": ("comes", "is taken", "should come", "is copied", "must come", "is borrowed", "should be taken", "is to come"),
    "is": ("is", "should be", "must be", "has to be", "shall be", "may be", "being"),
    "that": ("that", "the one", "the same as that", "like that", "the same as the one"),
    "part": (
        "<with> the [same] {a} <as>", "<with> the {a} <as>", "<but> <with> the {a} <as>", "<but> the {a} <comes> from {p}", "<but> the {a} <is> <that> of {p}", "{a} as in {p}", "{a} like {p}", "{a} from {p}", "the {a} as in {p}", "<with> its {a} <as>",
        "matching the {a} of {p}", "<but> {p} <gives> the {a}", "the {a} of it as in {p}", "<with> {p} for the {a}", "<with> {p}'s {a}", "so that the {a} is <that> of {p}", "<but> with {p} as the model for the {a}", "<but> the same {a} as {p}", "{a}: {p}",
    ),
    "gives": ("gives", "decides", "sets", "tells", "provides", "lends", "has"),
    "take": (
        "<but> take the {a} <as>", "use the {a} <as>", "the {a} <is> <that> of {p}", "the {a} <comes> from {p}", "for the {a}, <look> {p}", "{a} from {p}", "{p} <gives> the {a}", "as for the {a}, take {p}", "copy the {a} <as>", "the {a} <is> as in {p}",
        "keep the {a} <as>", "let {p} give the {a}", "i want the {a} <as>", "give it the {a} <as>", "{a} as in {p}", "the {a}? as in {p}", "borrow the {a} <as>",
    ),
    "look": ("look at", "use", "see", "listen to", "go by", "follow", "copy"),
}  # fmt: skip
# How one says that an attribute is as it is elsewhere without naming it.
ALIKE: dict[str, tuple[str, ...]] = {
    "size": ("as big as in {p}", "just as large as in {p}", "no larger or smaller than in {p}", "as large or little as in {p}", "as huge or tiny as {p} has it", "how big it is in {p}", "that is as big as in {p}", "not bigger than in {p}", "large or small, as in {p}"),
    "count": ("as many as {p} <shows>", "just as many as in {p}", "no more and no fewer than in {p}", "as often as in {p}", "so many as in {p}", "however many there are in {p}", "as numerous as in {p}"),
    "position": ("where it is in {p}", "on the side where it is in {p}", "left, middle or right as in {p}", "just where it stands in {p}", "as far left or right as in {p}", "put where it is in {p}"),
    "place": ("where {p} plays", "there where {p} is", "at home where {p} is", "set where {p} is", "taking place where {p} does", "by day, at night or wherever {p} is", "in front of what is behind it in {p}"),
    "weather": ("under the sky of {p}", "as wet or dry as in {p}", "with rain or snow as in {p}", "in rain, snow or sun as in {p}", "just as stormy or fine as {p}", "as bright or wet as in {p}"),
    "motion": ("moving just like in {p}", "that goes where it goes in {p}", "that does what it does in {p}", "going the way it goes in {p}", "as lively as in {p}", "moved as {p} moves it"),
    "colour": ("coloured like in {p}", "painted as in {p}", "just as colourful as in {p}", "as red, green or whatever as in {p}", "in what colour {p} has", "dyed like {p}", "in the same paint as {p}"),
}  # fmt: skip
PHRASE = ("<but> {w}", "<but> {w}", "<but> <make> {w}", "<but> <make> {w}", "{w}", "being {w}", "<but> quite {w}", "<but> all of it {w}", "<but> with everything {w}", "so that it is {w}", "<but> really {w}", "<but> please {w}")
CHANGE: dict[str, Rules] = {
    "phrase": SHARED | {"change": PHRASE},
    "colour": SHARED
    | {
        "painted": ("painted", "coloured", "dyed", "tinted", "recoloured", "made", "turned", "repainted", "redone in", "coloured in", "kept"),
        "change": (*PHRASE, "in {w}", "<but> in {w}", "<but> <painted> {w}", "<but> with {w} as its colour", "<but> in the colour {w}", "<but> of {w} colour", "<but> <make> {w} in colour", "<but> the colour is {w}", "in a {w} shade", "<but> {w} all over", "with {w} for a colour"),
    },
    "size": SHARED | {"change": (*PHRASE, "in a {w} size", "<but> {w} in size", "as a {w} one", "of {w} size", "<but> in {w}", "<but> the size is {w}", "<but> a {w} one", "in a {w} form", "<but> rather {w}", "<but> i mean {w}")},
    "count": SHARED
    | {
        "exactly": ("", "", "exactly", "just", "altogether", "a total of"),
        "change": ("<but> <exactly> {w} of them", "with <exactly> {w} of them", "<but> with {w} of them", "{w} in number", "<but> make that {w}", "<but> there are {w}", "<but> there should be <exactly> {w}", "<but> let there be {w} of them", "<but> i want {w} of them", "<but> {w}", "the number is {w}", "<but> show {w} of them", "<but> have {w} of them", "{w} times"),
    },
    "thing": SHARED
    | {
        "instead": ("instead", "in its place", "instead of it", "instead of the thing", "in its stead", "rather than that", "for the thing", "in place of the subject", ""),
        "change": ("<but> with {w} <instead>", "<but> <make> {w} <instead>", "<but> as {w}", "<but> turned into {w}", "<but> replaced by {w}", "<but> with {w} as the <noun>", "<but> swap the <noun> for {w}", "<but> change the <noun> to {w}", "<but> the <noun> is {w}", "<but> put {w} there", "<but> show {w} <instead>", "<but> take {w} <instead>", "<but> i want {w} <instead>", "with {w} <instead>", "<but> use {w} for the <noun>", "<but> let the <noun> be {w}"),
        "noun": ("thing", "subject", "object", "main thing", "hero", "figure"),
    },
}  # fmt: skip
EDITS: Rules = {
    "front": ("", "", "", "", "now", "and now", "ok", "ok now", "then", "next", "so", "hm,", "please", "well,", "good, now", "nice, but", "great, but", "almost, but", "and", "no wait,", "actually,", "wait,", "alright,"),
    "again": ("the same", "the same", "same", "same thing", "again", "again but", "once more", "once more but", "the same but", "this one", "this", "another one", "do it again", "do that once more", "everything else the same,", "all the same but", "only change this:", "keep the rest,", "just", "that one", "a version", "a variant", "one"),
    "wish": ("i want it", "i'd like it", "i would like it", "i would love it", "i'd prefer it", "i prefer it", "we want it", "it should be", "it must be", "it has to be", "let it be", "let me have it", "let us see it", "could it be", "can it be", "could you make it", "can you make it", "would you make it", "may it be", "make it", "make that", "have it", "do it", "turn it", "change it so that it is", "change it to be", "redo it", "remake it", "what if it were", "what if it was", "what if you made it", "what if we made it", "suppose it were", "suppose it was", "and if it were", "how about", "what about", "imagine it", "try it", "try", "why not", "maybe", "rather", "better", "i meant", "i think it should be", "it would be nicer", "it looks better", "give me that", "show it", "show me it"),
    "end": ("", "", "", "", "", "", "please", "instead", "this time", "now", "thanks", "for me", "then", "if you can", "ok?", "?", "!", "pls", "too"),
    "edit": ("<front> <wish> {w} <end>", "<front> <wish> {w} <end>", "<front> <again> {w} <end>", "<front> {w} <end>"),
    "of": ("of them", "of them", "of them", "of those", "of these", "of it", "", "in total", "altogether"),
    "there": ("let there be", "there should be", "i want", "we want", "could there be", "can there be", "show", "show me", "make it", "make", "put", "give me", "can we have", "i'd like", "how about", "what about", "change the number to", "with", "the same with", "do it again with", "once more with"),
    "count": ("<front> <there> {w} <of> <end>", "<front> <there> {w} <of> <end>", "<front> {w} <of> <end>"),
    "swap": ("swap it for", "replace it with", "replace it by", "change it to", "change it into", "turn it into", "make it", "exchange it for", "let it be", "i'd rather have", "i would rather see", "i want", "show", "show me", "take", "use", "put", "could it be", "can it be", "what if it were", "how about", "what about", "the same with", "the same but with", "do it again with", "once more with", "with", "let us have", "i'd like", "i meant", "not that,", "better"),
    "thing": ("<front> <swap> {w} <instead> <end>", "<front> <swap> {w} <end>", "<front> {w} <instead> <end>"),
    "instead": ("instead", "in its place", "this time", "instead of it", "instead of that", "there"),
    "colour": ("<front> <wish> {w} <end>", "<front> <again> in {w} <end>", "<front> in {w} <end>", "<front> <paint> {w} <end>", "<front> {w} <end>", "<front> <again> {w} <end>"),
    "paint": ("paint it", "colour it", "color it", "dye it", "recolour it to", "change the colour to", "the colour should be", "give it the colour", "turn its colour to", "make the colour", "set the colour to", "tint it", "repaint it in", "do it in", "try it in", "i'd like it in", "could it be in", "let me see it in", "what about", "switch to"),
}  # fmt: skip


def whole(rng: random.Random, pointers: list[str]) -> str:
    """"the scene of the picture and the sound"."""
    rule = "whole" if len(pointers) == 1 else "shared"
    return unheard(rng, WHOLE, rule, held_out()).replace("{p}", listing(rng, pointers))


def thing(rng: random.Random, pointer: str) -> str:
    return unheard(rng, THING, "thing", held_out()).replace("{p}", pointer)


def part(rng: random.Random, name: str, pointer: str, as_sentence: bool = False) -> str:
    """"but the weather comes from #2", "as wet or dry as in #2"."""
    if name in ALIKE and rng.random() < 0.2:
        return unheard(rng, PART | {"alike": ALIKE[name]}, "alike", held_out()).replace("{p}", pointer)
    return unheard(rng, PART, "take" if as_sentence else "part", held_out()).replace("{a}", rng.choice(NOUNS.get(name, (name,)))).replace("{p}", pointer)


def change(rng: random.Random, name: str, words: str) -> str:
    """"but painted green": after "this" or what else is meant."""
    return unheard(rng, CHANGE.get(name, CHANGE["phrase"]), "change", held_out()).replace("{w}", words)


def edit(rng: random.Random, name: str, words: str) -> str:
    """"ok, once more in green": a turn of its own."""
    return unheard(rng, EDITS, name if name in EDITS else "edit", held_out()).replace("{w}", words)


def listing(rng: random.Random, names: list[str]) -> str:
    if len(names) < 3:
        return rng.choice((" and ", " and ", " and ", " + ", ", ")).join(names)
    return f"{', '.join(names[:-1])}{rng.choice((' and ', ', ', ', and '))}{names[-1]}"


@cache
def held_out() -> frozenset[str]:
    """Long ones only: nobody can do without "but {w}"."""
    asked = json.loads(EVAL.read_text())
    said = [*asked["whole"], *asked["thing"], *asked["part"]]
    said += [template for kind in ("change", "edit") for templates in asked[kind].values() for template in templates]
    return frozenset(letters(template) for template in said if len(template.split()) > 3)


if __name__ == "__main__":
    chance = random.Random(1)
    print(*(whole(chance, ["#2", "the sound"][: chance.choice((1, 2))]) for _ in range(12)), sep="\n")
    print(*(thing(chance, "my picture") for _ in range(8)), sep="\n")
    print(*(part(chance, chance.choice(list(NOUNS)), "the clip", chance.random() < 0.3) for _ in range(16)), sep="\n")
    for attribute, some in (("colour", "green"), ("size", "tiny"), ("count", "two"), ("thing", "a frog"), ("place", "at night"), ("motion", "jumping")):
        print(*(f"{change(chance, attribute, some)} | {edit(chance, attribute, some)}" for _ in range(6)), sep="\n")
