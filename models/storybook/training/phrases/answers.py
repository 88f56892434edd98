"""The few sentences of the assistant: {c} is a caption, {m} names the media that follow."""

MADE_NAMES = {"image": "a picture", "audio": "the sound", "video": "a video"}
HERE = {
    ("image",): ("Here is {c}.", "A picture of {c}:", "I drew {c}.", "Here you are, {c}:"),
    ("audio",): ("Here is the sound of {c}.", "Listen, {c}:", "This is what you hear: {c}.", "The sound of {c}:"),
    ("video",): ("Here is a video of {c}.", "Watch {c}:", "A video of {c}:", "I animated {c}."),
}
HERE_SEVERAL = ("Here is {m} of {c}.", "{m} of {c}:", "Of course, {m} of {c}:", "Here you are, {m} of {c}.")
AFTER = ("Do you like it?", "Shall I change something?", "Have fun!", "Tell me if you want it different.")
WORDS_ONLY = ("It is {c}.", "That is {c}.", "In words: {c}.", "Picture this: {c}.")
SEE = {
    "image": ("I see {c}.", "The picture shows {c}.", "That is {c}."),
    "audio": ("I hear {c}.", "That sounds like {c}.", "The sound is of {c}."),
    "video": ("I see {c}.", "The video shows {c}.", "That is {c}."),
}
