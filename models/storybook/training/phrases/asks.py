"""How people ask for media or words of something; {x} is what they want, {m} the list of media."""

from phrases.bank import Bank, Nouns

# "{x}" is a noun phrase: "a red boat at sea", "this", "the thing of the picture at night".
ONE = {
    "image": Bank(
        "draw {x}", "draw me {x}", "please draw {x}", "can you draw {x}?", "could you paint {x}", "paint {x}", "sketch {x} for me",
        "a picture of {x}", "a picture of {x} please", "make a picture of {x}", "make an image of {x}", "show me a picture of {x}",
        "I want a picture of {x}", "I'd like an image of {x}", "pic of {x}", "pic of {x} pls", "image: {x}", "picture: {x}", "give me a drawing of {x}",
        "generate an image of {x}", "create a picture of {x}", "how would {x} look? draw it", "illustrate {x}", "what does {x} look like?",
        "could I have an illustration of {x}?", "I need a pic of {x}", "drawing of {x}", "let me see a still image of {x}", "would you draw {x} for us?",
        "my daughter wants a picture of {x}", "hey, paint me {x}", "let's have a picture of {x}", "img of {x}", "do a drawing of {x}",
    ),
    "audio": Bank(
        "what does {x} sound like?", "play {x}", "play me the sound of {x}", "the sound of {x}", "make the sound of {x}", "a sound of {x} please",
        "I want to hear {x}", "let me hear {x}", "sfx of {x}", "sfx: {x}", "audio of {x}", "audio: {x}", "make an audio clip of {x}", "what would {x} sound like?",
        "give me the sound of {x}", "can I hear {x}?", "could you make a sound of {x}", "how does {x} sound?", "generate the sound of {x}", "sound effect of {x} pls",
        "can you play {x} for me?", "I'd love to hear {x}", "create audio of {x}", "a recording of {x}", "record {x}", "sound: {x}", "we want to listen to {x}",
        "let us listen to {x}", "only the noise of {x}", "make it audible: {x}",
    ),
    "video": Bank(
        "a video of {x}", "make a video of {x}", "animate {x}", "please animate {x}", "show me a video of {x}", "vid of {x}", "vid of {x} pls", "a clip of {x}",
        "make a short clip of {x}", "film {x}", "I want a video of {x}", "can you animate {x}?", "video: {x}", "generate a video of {x}", "a little movie of {x}",
        "an animation of {x} please", "create an animation of {x}", "could you make a short film of {x}?", "I'd like to see {x} in a video", "video clip of {x}",
        "let me watch {x}", "give me a moving picture of {x}", "make a gif of {x}", "a cartoon of {x}", "make a movie with {x}", "I'd like an animation of {x}",
        "let us watch a clip of {x}", "bring {x} to life", "can we get a vid of {x}?", "do a quick animation of {x}",
    ),
}
# A wish that names no medium is one for a picture.
UNNAMED = Bank(
    "{x}", "{x} please", "show me {x}", "I want {x}", "give me {x}", "can I have {x}?", "make {x}", "let me see {x}", "I would like {x}", "{x}, please", "how about {x}?", "could you make {x}?", "make me {x}",
    "do {x}", "can you show {x}?",
)
SEVERAL = Bank(
    "{m} of {x}", "make {m} of {x}", "I want {m} of {x}", "give me {m} of {x}", "please make {m} of {x}", "can you make {m} of {x}?", "{m} of {x} please", "{m} of {x} pls",
    "create {m} of {x}", "generate {m} of {x}", "{x}: {m}", "I'd like {m} of {x}", "show me {x}: {m}", "could I get {m} of {x}?", "for {x} I need {m}", "of {x}, make {m}",
    "we need {m} of {x}", "let's have {m} of {x}", "{m}, please, of {x}", "do {m} of {x}", "hey, could you do {m} of {x}", "how about {m} of {x}?", "I need both of these for {x}: {m}",
    "prepare {m} of {x}", "would you make us {m} of {x}?", "{m}. What of? {x}!", "take {x} and make {m}",
)
# "draw it and play it": every medium with a verb of its own.
VERBS = {
    "image": Bank("draw", "paint", "sketch", "draw a picture of", "make a picture of", "show a picture of"),
    "audio": Bank("play", "play the sound of", "make the sound of", "let me hear", "make audio of"),
    "video": Bank("animate", "film", "make a video of", "make a clip of", "show a video of"),
}
NAMES = {
    "image": Nouns("a picture", "an image", "a drawing", "a pic", "picture", "image", "an illustration", "a painting"),
    "audio": Nouns("a sound", "the sound", "audio", "an audio clip", "sfx", "sound", "the noise", "a sound effect"),
    "video": Nouns("a video", "a clip", "an animation", "a vid", "video", "a short film", "a video clip", "a movie"),
}
# Words come with every answer anyway; some people ask for them.
WITH_WORDS = Bank(
    "{x} and describe it", "{x} and tell me what it is", "{x} with a caption", "{x}, with a short description", "{x} and say in words what it is", "{x}, plus a description", "{x} with some text",
    "{x} and write a line about it", "{x} and also a sentence about it", "{x}, and text too",
)
DESCRIPTION = Bank("a description", "text", "a caption", "some words", "a short text", "a sentence", "a line of text", "words")
# A wish told in sentences: "Imagine a boat. It is red. Now draw it."
STORY = Bank(
    "imagine {x}", "there is {x}", "think of {x}", "I have {x} in mind", "picture this: {x}", "once there was {x}", "suppose there is {x}", "my story has {x} in it", "let us say there is {x}", "I am thinking of {x}",
    "I dreamt of {x}", "you know {x}, right?", "it is about {x}",
)
STORY_FACT = Bank("it is {w}", "it should be {w}", "it's {w}", "all of it is {w}", "let it be {w}", "and {w}", "{w}, of course", "it must be {w}", "I see it {w}")
TEXT = Bank(
    "describe {x}", "describe {x} in words", "tell me about {x}", "in words only: {x}", "just text please: {x}", "put {x} into words", "write a line about {x}", "no media, only words: {x}",
    "describe {x} please", "can you describe {x}?", "say in a sentence: {x}", "write about {x}", "a sentence about {x}", "only describe {x}", "a short description of {x}", "text only: {x}",
    "could you write one sentence about {x}?", "how would you describe {x}?", "I only want words about {x}", "a caption for {x}", "write a caption for {x}", "tell us in words about {x}",
    "don't draw anything, just describe {x}", "words: {x}", "give me a description of {x}", "I'd like to read about {x}", "describe to me {x}",
)
POLITE_START = Bank("hi! ", "hello, ", "please, ", "hey, ", "ok, ", "so, ", "hi there, ", "good morning! ", "Storybook, ", "@Quartet ", "well, ", "now then, ", "yo ", "excuse me, ", "hmm, ")
POLITE_END = Bank(" please", " pls", " thanks", ", thank you", " :)", " !", " 🙂", " 🙏", " thx", ", please!", " ❤️", " ✨", " if you can", ", would you?", " ok?", " plz", " 😀")
BESIDE = Bank(
    "My son loves this.", "It is for a story.", "We are making a little book.", "Thank you in advance.", "No hurry.", "I hope you can do it.", "That would make my day.", "It's for my daughter's room.",
    "You are great at this.", "I have an idea.", "Let's try something.", "Here is a wish.", "This is fun.", "It's for a birthday.", "We are bored.", "My friends asked for it.",
)
SPEAKERS = ("Ana", "Ben", "Chris", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jo", "Kim", "Lea", "Max", "Nora", "Omar", "Pia", "Rui", "Sam", "Tom", "Uma", "Yuki", "Zoe", "alex_99", "mia", "noodle", "Dr. K")
