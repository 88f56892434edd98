"""Looser words for what the world knows, in training only: ways of saying a place, a weather or a motion, and the noises that things make.

The world's own vocabulary (world.json) is shared with the eval's parser; these teach that people have more words than a list.
"""

import random

from phrases import written

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "place": {
        "meadow": ("among the flowers", "on a green hill", "out in the fields", "on the lawn", "in the grass", "in a green place", "out in nature", "on a sunny hillside", "in the park"),
        "night": ("in the moonlight", "under the stars", "at bedtime", "when it is dark", "after dark", "in the dead of night", "late at night", "with the moon above", "in the middle of the night"),
        "sunset": ("as the sun goes down", "when the sun sets", "in the evening sun", "at the end of the day", "against a setting sun", "in the evening glow", "while the sun is setting", "at nightfall", "under an orange sky"),
        "sea": ("at the beach", "over the waves", "on the waves", "near the ocean", "by the water", "on the open sea", "at the seaside", "out at sea", "on the coast"),
        "city": ("between tall buildings", "in the middle of town", "on a busy street", "around town", "among the houses", "with buildings behind", "on main street", "through the streets", "across the city"),
    },
    "weather": {
        "clear": ("in the sunshine", "in dry weather", "on a fine day", "with nice weather", "without a cloud", "on a dry day", "no rain, no snow", "in the best weather"),
        "rain": ("getting wet", "in a shower", "on a wet day", "with raindrops", "in pouring rain", "while it pours", "on a rainy day", "soaking wet from rain", "in a drizzle"),
        "snow": ("in winter", "on a snowy day", "with snow falling", "in a blizzard", "covered in snow", "with flakes coming down", "during snowfall", "in the white of winter"),
    },
    "motion": {
        "stays": ("that does not move", "resting", "keeping still", "frozen in place", "sitting still", "without moving"),
        "left": ("that goes to the left", "rolling left", "off to the left", "leaving on the left", "travelling left", "drifting left", "from right to left", "leftwards"),
        "right": ("that goes to the right", "rolling right", "off to the right", "leaving on the right", "travelling right", "drifting right", "from left to right", "rightwards"),
        "rises": ("that goes up", "lifting off", "soaring up", "higher and higher", "ascending", "lifted into the air", "upwards"),
        "falls": ("that comes down", "tumbling down", "lower and lower", "descending", "crashing down", "downwards", "plunging"),
        "bounces": ("that hops", "hopping around", "leaping", "bobbing up and down", "that jumps", "skipping", "up and down, up and down"),
        "sways": ("that turns", "rocking back and forth", "wobbling", "twirling", "going round and round", "swinging to and fro", "rotating", "that spins"),
        "grows": ("that grows", "becoming huge", "inflating", "getting larger and larger", "expanding", "bigger and bigger"),
    },
}  # fmt: skip
NOISES = {
    "boat": ("toot", "horn", "tooting", "fog horn"), "car": ("vroom", "engine", "motor", "humming"), "train": ("choo choo", "whistle", "chugging", "puffing"), "rocket": ("roar", "launch", "blast", "whoosh"),
    "plane": ("drone", "droning", "propeller", "hum"), "house": ("knock", "knocking", "knock knock", "knocks"), "bell": ("ding dong", "ringing", "chime", "ring"), "clock": ("tick tock", "ticking", "ticks", "tick"),
    "drum": ("boom boom", "drumming", "beat", "beats"), "guitar": ("strumming", "strings", "tune", "plucking"), "tree": ("rustle", "rustling", "leaves", "swish"), "flower": ("soft chime", "tinkle", "chiming", "tinkling"),
    "balloon": ("squeak", "pop", "squeaking", "popping"), "kite": ("flapping", "flap", "flutter", "fluttering"), "star": ("twinkle", "sparkle", "sparkling", "glitter"), "cat": ("meow", "miaow", "meowing", "meows"),
    "dog": ("woof", "bark", "barking", "barks"), "bird": ("tweet", "chirp", "song", "chirping"), "fish": ("blub", "bubbling", "blub blub", "bubbles"), "frog": ("croak", "ribbit", "croaking", "croaks"),
    "bee": ("buzz", "buzzing", "bzzz", "hum"), "fire": ("crackle", "crackling", "flames", "crackles"), "fountain": ("splash", "trickle", "splashing", "trickling"), "robot": ("beep", "beep boop", "beeping", "beeps"),
}  # fmt: skip
NOISE_OF = ("the {n} of {x}", "{x} going {n}", "the {n} from {x}", "the {n} that {x} makes", "{x}, {n}", "a {n} from {x}", "{x} {n}", "{x}: {n}")
HEAR = ("play {y}", "let me hear {y}", "i want to hear {y}", "make {y}", "{y}, as sound", "can you play {y}?", "sound: {y}", "{y}. sound please", "could i hear {y}", "give me {y}", "record {y}", "i'd love to listen to {y}", "do {y}", "{y}", "can i have {y}, audio only", "imitate {y}", "what about {y}? sound only")

TOGETHER = (" and its {n}", " together with its {n}", " plus the {n}", " and let me hear the {n}", ", with the {n} it makes", " and the {n} too", ", i also want to hear the {n}", " & {n} sound", " with its {n} as a sound")
NOT = (", no {n}", ", without a {n}", " but no {n}", ", not a {n}", ". no {n} please", " (no {n})", ", i need no {n}", ", {n} not needed", ", leave out the {n}", " without any {n}")


def loosely_said(rng: random.Random, name: str, value: str) -> str:
    """Other words for a value of an attribute; a thing has nouns instead."""
    return rng.choice(WORDS[name][value]) if name in WORDS and rng.random() < 0.3 else written.word(rng, name, value)


def noise(rng: random.Random, thing: str) -> str:
    """A request for what {x}, such a thing, sounds like, by the noise it makes."""
    return rng.choice(HEAR).replace("{y}", rng.choice(NOISE_OF).replace("{n}", rng.choice(NOISES[thing])))


def with_noise(rng: random.Random, request: str, thing: str) -> str:
    """A request for other media of such a thing, and its sound as well."""
    return request.rstrip("?!.") + rng.choice(TOGETHER).format(n=rng.choice(NOISES[thing]))


def without(rng: random.Random, request: str, nouns: tuple[str, ...]) -> str:
    """A request, and a medium by one of its names that is not wanted."""
    return request.rstrip("?!.") + rng.choice(NOT).format(n=rng.choice(nouns))
