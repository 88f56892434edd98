"""The noises that things make, by which people ask for sounds, and what they do not want; in training only."""

import random

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


def noise(rng: random.Random, thing: str) -> str:
    """A request for what {x}, such a thing, sounds like, by the noise it makes."""
    return rng.choice(HEAR).replace("{y}", rng.choice(NOISE_OF).replace("{n}", rng.choice(NOISES[thing])))


def with_noise(rng: random.Random, request: str, thing: str) -> str:
    """A request for other media of such a thing, and its sound as well."""
    return request.rstrip("?!.") + rng.choice(TOGETHER).format(n=rng.choice(NOISES[thing]))


def without(rng: random.Random, request: str, nouns: tuple[str, ...]) -> str:
    """A request, and a medium by one of its names that is not wanted."""
    return request.rstrip("?!.") + rng.choice(NOT).format(n=rng.choice(nouns))
