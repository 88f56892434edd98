"""Small talk put together from small pieces, as frames.py does for wishes: whole sentences learned by heart leave no room for others.

What the eval says word for word (eval/helpful.tsv, afterwards.tsv) is struck out: it stays held out.
"""

import random
import re

from phrases import written
from phrases.grammar import asked_in, letters
from typos import SHORT, texted

WRITTEN = 0.55  # share of what is taken from lines thought up one by one
FRONT = ("", "", "", "", "ok, ", "oh, ", "well, ", "so, ", "hey, ", "dear bot, ", "storybook, ", "um, ")
MARKS = ("", "", "", "!", "!!", ".", " :)", " 🙂", " 😊", " ❤️", "…", " <3", " xx", " 👋", " 😄", " 🙏", " 🎉", " 🙌", "…!", " 😀", " ✨", " ☺️", " :D", " ;)", "!!!")
PIECES: dict[str, tuple[tuple[str, ...], ...]] = {
    "greeting": (
        ("hi", "hello", "hey", "hiya", "hallo", "good morning", "good afternoon", "good evening", "greetings", "morning", "hey hey", "hi hi", "welcome back", "a good day to you", "good day", "salut", "yo", "evening", "afternoon", "hello hello", "hi to all", "hey folks", "lovely to meet you", "pleased to meet you", "is anybody there", "knock knock", "aloha", "servus", "hej", "holla", "oi", "howdy", "heya", "g'day", "sup", "hi hello", "well hello"),
        ("", "", "", " storybook", " bot", " there", " everybody", " friends", " all", " you", " dear machine", " from our class", " from me", " once more", " again", " team", " people", " little bot", " to you too", " my friend", ", bot", ", storybook"),
        ("", "", "", "", ", it is me", ", i am back", ", here i am", ", we are back", ", good to see you", ", does it work?", ", are you on?", ", did you miss me?", ", first time here", ", we just joined", ", happy to be here", ", is somebody home?", ", my name is {name}", ". lovely weather outside", ", hope you are well", ", nice place", ", can you read this?"),
    ),
    "thanks": (
        ("thanks", "thank you", "thx", "tysm", "cheers", "i thank you", "big thanks", "thanks a bunch", "much appreciated", "i am grateful", "i appreciate it", "merci", "danke"),
        ("", "", "", " so much", " kindly", " for that", " for this", " for the help", " for your work", " for being quick", " for the {medium}", " for everything", ", friend", ", storybook"),
        ("", "", "", "", ", it is lovely", ", that made my day", ", we like it a lot", ", you are great", ", it turned out well", ", so pretty", ", just what i wanted", ", my sister laughed", ", the children smile", ", all is fine now"),
    ),
    "praise": (
        ("great", "lovely", "wonderful", "amazing", "brilliant", "sweet", "very nice", "so pretty", "super", "fantastic", "that is good", "this is fun", "what a nice one", "i like that", "we love this", "ha, funny", "excellent"),
        ("", "", "", " work", " stuff", " job", ", really", ", thanks", ", bravo", ", i am impressed", ", you are good at this", ", keep going"),
    ),
    "bye": (
        ("bye", "goodbye", "see you", "good night", "farewell", "ciao", "i am off", "we must go", "time for bed", "talk to you later", "enough for now", "take care", "adieu"),
        ("", "", "", " storybook", " bot", " everybody", ", until tomorrow", ", it was fun", ", sleep well", " and thanks", ", have a good day", ", i will be back"),
    ),
    "help": (
        ("what can you {do}", "what are you able to {do}", "what do you know how to {do}", "how do i {use}", "how can i {use}", "how does one {use}", "how would we {use}", "what should i say to {use}", "what may i ask you to {do}",
         "show me what you can {do}", "tell me what you can {do}", "tell me how to {use}", "explain how to {use}", "i want to know what you can {do}", "i do not know how to {use}", "is there a guide to {use}", "which things can you {do}",
         "i need some help to {use}", "help, how do i {use}", "help me to {use}", "give me an example of what to {ask}", "what is there to {ask}", "any idea what i could {ask}", "what works here", "list what you can {do}", "i am lost, what can you {do}",
         "what is this bot for", "what are you good at", "what are you good for", "which commands are there", "where do i start", "how do we begin", "what is the way to {use}", "what happens when i {use}", "need help", "some help please", "manual", "how does it work"),
        ("", "", "", "?", "?", " here?", " please?", " please", ", please", " in this channel?", " for us?", " for a child?", " exactly?", " with you?"),
    ),
    "who": (
        ("who are you", "what are you", "what is your name", "who is this", "who am i talking to", "who do i speak with", "who made you", "who built you", "who trained you", "where do you come from", "are you {kind}", "are you maybe {kind}",
         "say something about yourself", "tell me about yourself", "what should i call you", "how shall i call you", "do you have a name", "is this {kind}", "am i talking to {kind}", "so you are {kind}", "who is behind this", "what kind of thing are you", "describe yourself"),
        ("", "", "?", "?", "?", " exactly?", " really?", ", actually?", " please", ", bot?", " then?"),
    ),
    "feeling": (
        ("how are you", "how are you today", "how is it going", "how do you feel", "are you well", "everything ok with you", "how was your day", "all well", "how have you been", "are you happy", "did you sleep well"),
        ("", "?", "?", " storybook?", " bot?", ", friend?", " this morning?"),
    ),
    "sorry": (
        ("that is wrong", "this is not it", "not what i asked for", "i wanted something else", "no, that is not right", "hm, i do not like it", "you did it wrong", "that looks wrong", "that is not good", "try harder", "bad", "i am not happy with it", "that is a mistake", "not like this"),
        ("", "", " :(", ", sorry", ", storybook", " at all", ", really not", ", can you see?"),
    ),
}  # fmt: skip
JUDGED = {"praise": ("praise", "good"), "sorry": ("disappointment", "bad")}  # of a piece, the lists of how it is said, and in what words
FIGURES = {"to": "2", "for": "4"}  # in a wish they would be counts
SLOTS = {
    "do": ("do", "make", "draw", "create", "show", "play", "produce", "paint", "animate", "make for me", "do for me", "do for us", "help with"),
    "use": ("use this", "use you", "talk to you", "start", "get a picture", "get a sound", "get a video", "make something", "make a clip", "ask you for things", "send you a picture", "change a picture", "work with this bot", "play with you"),
    "ask": ("ask", "try", "ask for", "write", "say", "type"),
    "kind": ("a human", "a person", "a machine", "an ai", "alive", "a program", "a real person", "a computer", "chatgpt", "a bot", "an artist", "a language model", "conscious", "smart", "a robot", "a robot or a person", "a real human or a machine", "a sort of ai", "some kind of software", "a neural network", "a toy"),
    "medium": ("picture", "drawing", "sound", "video", "clip", "image", "noise"),
}


def said(rng: random.Random, kind: str, name: str) -> str:
    """Something of a kind of small talk; `name`: the speaker's, where they tell it."""
    if rng.random() < WRITTEN:
        return written.line(rng, "chat", kind)
    words = "".join(rng.choice(pieces) for pieces in PIECES[kind])
    words = re.sub(r"{(\w+)}", lambda slot: name if slot[1] == "name" else rng.choice(SLOTS[slot[1]]), words)
    words = texted(words, rng, SHORT | FIGURES) if rng.random() < 0.12 else words
    words = rng.choice(FRONT) + (stretched(words, rng) if rng.random() < 0.12 else words)
    if letters(words) in asked_in("helpful.tsv", "afterwards.tsv"):
        return said(rng, kind, name)
    return words if words.endswith("?") else words + rng.choice(MARKS)


def said_of(rng: random.Random, kind: str, thing: str, name: str) -> str:
    """The same of a piece that shows `thing`: praise and disappointment in as many words as people have for them, for none of these is a change."""
    if kind not in JUDGED or rng.random() < 0.5:
        return said(rng, kind, name)
    frame, word = (written.line(rng, "verdicts", listed) for listed in JUDGED[kind])
    nouns = (thing, thing, *SLOTS["medium"])
    words = frame.replace("{x}", rng.choice(nouns)).replace("{w}", word)
    return said_of(rng, kind, thing, name) if letters(words) in asked_in("helpful.tsv", "afterwards.tsv") else words


def stretched(words: str, rng: random.Random) -> str:
    """"hellooo": one letter of a word drawn out."""
    at = rng.randrange(len(words)) if rng.random() < 0.5 else re.match(r"\w*", words).end() - 1
    return words[:at] + words[at] * rng.randint(3, 6) + words[at + 1 :] if words[at].isalpha() else words
