"""The few sentences of the assistant: {c} is a caption, {are} and {that} agree with its count, {m} names the media that follow."""

MADE_NAMES = {"image": "a picture", "audio": "the sound", "video": "a video"}
HERE = {
    ("image",): ("Here {are} {c}.", "A picture of {c}:", "I drew {c}.", "Here you are, {c}:"),
    ("audio",): ("Here is the sound of {c}.", "Listen, {c}:", "This is what you hear: {c}.", "The sound of {c}:"),
    ("video",): ("Here is a video of {c}.", "Watch {c}:", "A video of {c}:", "I animated {c}."),
}
HERE_SEVERAL = ("Here is {m} of {c}.", "{m} of {c}:", "Of course, {m} of {c}:", "Here you are, {m} of {c}.")
AFTER = ("Do you like it?", "Shall I change something?", "Have fun!", "Tell me if you want it different.")
WORDS_ONLY = ("That would be {c}.", "In a sentence: {c}.", "In words: {c}.", "Picture this: {c}.")
SEE = {
    "image": ("I see {c}.", "The picture shows {c}.", "{that} {c}."),
    "audio": ("I hear {c}.", "That sounds like {c}.", "I think I hear {c}."),
    "video": ("I see {c}.", "The video shows {c}.", "{that} {c}."),
}
