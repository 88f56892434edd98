"""What people say when they put a piece into the conversation to work on it."""

from phrases.bank import Bank

LOOK = {
    "image": Bank("here is a picture", "look at this", "this is my picture", "let's start with this picture", "here you go", "what do you see?", "look!", "my drawing", "do you see this?", "I drew this", "a picture for you", "let's work on this image"),
    "audio": Bank("here is a sound", "listen to this", "this is my recording", "let's start with this sound", "here you go", "what do you hear?", "listen!", "my recording", "do you hear this?", "I recorded this", "a sound for you", "let's work on this audio"),
    "video": Bank("here is a video", "watch this", "this is my clip", "let's start with this video", "here you go", "what do you see?", "look!", "my clip", "do you see this?", "I filmed this", "a video for you", "let's work on this vid"),
}
LOOKED = {
    "image": ("I see {c}.", "Thank you, I see {c}."),
    "audio": ("I hear {c}.", "Thank you, I hear {c}."),
    "video": ("I see {c}.", "Thank you, I see {c}."),
}
