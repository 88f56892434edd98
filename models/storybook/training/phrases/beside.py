"""What people say beside a wish without changing it: praise, what a thing does by nature, for whom and why."""

import random
from functools import cache

from phrases import written
from strangers import stranger

ADVERBS = ("slowly", "gently", "quietly", "softly", "quickly", "happily", "nicely", "very slowly", "a little", "calmly", "all day", "for a while", "loudly", "by itself", "all alone", "as always")
# What things do, are or are known for, by nature.
BY_NATURE = {
    "boat": ("sailing", "floating along", "tooting its horn", "with a sail", "with its fog horn"), "car": ("driving", "honking", "with its engine running", "being driven", "humming along"),
    "train": ("chugging", "whistling", "puffing", "on its rails", "with its whistle"), "rocket": ("roaring", "blasting off", "with its engine on", "made for space", "taking off"),
    "plane": ("flying", "droning", "in the air", "with two wings", "humming"), "house": ("with a door", "with somebody at the door", "with a roof", "where people live", "with knocks at the door"),
    "bell": ("ringing", "chiming", "that goes ding dong", "being rung", "made of brass"), "clock": ("ticking", "that goes tick tock", "telling the time", "with hands", "that never stops"),
    "drum": ("beating", "that goes boom", "being played", "being hit", "drumming"), "guitar": ("strumming", "with six strings", "being strummed", "playing a tune", "twanging"),
    "tree": ("rustling", "with leaves", "in the wind", "with a trunk", "whispering"), "flower": ("blooming", "in bloom", "with petals", "smelling sweet", "freshly picked"),
    "balloon": ("on a string", "full of air", "squeaking", "that may pop", "floating"), "kite": ("on a string", "flapping", "in the breeze", "being flown", "flying high"),
    "star": ("twinkling", "shining", "sparkling", "glowing", "to wish upon"), "cat": ("meowing", "purring", "with whiskers", "saying meow", "with a long tail"),
    "dog": ("woofing", "saying woof", "wagging its tail", "with floppy ears", "that barks"), "bird": ("singing its song", "chirping", "tweeting", "with feathers", "whistling a tune"),
    "fish": ("swimming", "blowing bubbles", "with fins", "bubbling", "making bubbles"), "frog": ("that croaks", "saying ribbit", "with big eyes", "ribbiting", "with a wide mouth"),
    "bee": ("buzzing", "humming", "looking for honey", "with stripes", "that goes bzz"), "fire": ("crackling", "burning", "that keeps us warm", "with flames", "flickering"),
    "fountain": ("trickling", "splashing", "with water", "spraying", "bubbling"), "robot": ("beeping", "blinking", "made of metal", "that goes beep boop", "with an antenna"),
}  # fmt: skip
WHO = ("my sister", "my brother", "grandma", "grandpa", "my class", "my team", "our group", "a colleague", "the baby", "my neighbour", "a school project", "my cousin", "our newsletter", "my best friend", "the twins", "my wife", "my husband", "everyone here", "the little ones", "my boss")
LOVES = ("loves these", "will be so happy", "asked for it", "has a birthday", "adores this sort of thing", "is bored", "cannot wait", "told me to ask", "needs cheering up", "wants to see what you can do", "is watching", "dares me to ask", "collects them", "will laugh")
ASIDES = ("no rush", "take your time", "thanks in advance", "you are the best", "this is so cool", "i am new here", "hope that is ok", "sorry for asking again", "that would be lovely", "surprise me with the rest", "anything else is up to you", "i trust you", "the rest does not matter", "let's see", "here goes", "that is all i need", "we are making a story", "it is for a card", "first try", "you know what i mean", "i have waited all day for this", "lol", "haha", "omg", "yay", "right?", "ok go", "i mean it", "one of my favourites", "they are so sweet", "i saw one yesterday", "long day today", "nothing more", "yes really", "exactly like that")

STRANGE = ("my {w} will love it", "for the {w} club", "it is for my {w}", "i feel so {w} today", "that would be {w}", "{w}!", "so {w}", "as {w} as you can", "our {w} wants it", "for a {w} about {v}", "greetings from the {w}", "you {w} thing", "i like it {w}", "thanks, {w}", "{w} regards", "we talked about {w} and {v} before", "hi {w}", "it makes me {w}", "the {w} is waiting", "because {w}")


def adjective(rng: random.Random, thing: str) -> str:
    """"lovely", or what the thing does anyway: "ticking" of a clock."""
    deeds = [words for words in BY_NATURE[thing] if words.endswith("ing") and " " not in words]
    return rng.choice(deeds) if deeds and rng.random() < 0.25 else rng.choice(_praising())


@cache
def _praising() -> tuple[str, ...]:
    """Single words that may stand before a noun and are no look."""
    return written.lines("beside")["adjective"] + tuple(word for word in written.lines("verdicts")["good"] if word.isalpha())


def by_nature(rng: random.Random, thing: str) -> str:
    """What the thing does anyway, or how: "ticking", "quietly"."""
    return rng.choice(ADVERBS) if rng.random() < 0.25 else rng.choice(BY_NATURE[thing])


def aside(rng: random.Random) -> str:
    """A clause or sentence that asks for nothing."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(ASIDES)
    if kind < 0.42:  # any words at all, as long as they ask for nothing
        word = stranger(rng)
        return rng.choice(STRANGE).format(w=word, v=stranger(rng))
    if kind < 0.6:
        return f"{rng.choice(WHO)} {rng.choice(LOVES)}"
    if kind < 0.8:
        return f"{rng.choice(('it is', 'its', 'this is', ''))} for {rng.choice(WHO)}".strip()
    return f"{rng.choice(('i promised', 'i want to show', 'so i can surprise', 'something for', 'a present for', 'let us cheer up', 'to please'))} {rng.choice(('it to ', ''))}{rng.choice(WHO)}"
