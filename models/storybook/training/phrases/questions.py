"""Questions about media and the assistant's short answers; {p} points at a medium, {n} is the thing, {c} the fact."""

from phrases.bank import Bank

DESCRIBE = {
    "image": Bank(
        "what do you see?", "describe this", "describe {p}", "what is this?", "what's in {p}?", "what does {p} show?", "tell me what you see", "look at {p}, what is it?", "caption this", "explain {p}", "what is on {p}?",
        "what can you see in {p}?", "please describe {p}", "describe {p} for me", "what's this?", "can you tell what this is?", "what am I looking at?", "describe what you see", "in words, please", "what did I send you?",
        "describe the image in one sentence", "a caption for {p} please", "tell us about {p}", "say what is in {p}", "whats in {p}", "hm, what is that?", "?",
    ),
    "audio": Bank(
        "what do you hear?", "what is this sound?", "what's that noise?", "describe {p}", "what is {p}?", "what makes this sound?", "listen to {p}, what is it?", "tell me what you hear", "what can you hear in {p}?",
        "what did I record?", "what's this?", "describe what you hear", "which thing makes this sound?", "can you tell what this is?", "say what is in {p}", "please describe {p}", "whats that sound", "who makes this noise?",
        "explain {p}", "what am I hearing?", "tell us about {p}", "caption this", "in words please", "do you recognise {p}?", "?",
    ),
    "video": Bank(
        "what happens here?", "what happens in {p}?", "describe {p}", "what do you see?", "what is this?", "what's going on in {p}?", "tell me what you see", "what does {p} show?", "caption this", "watch {p}, what is it?",
        "describe this", "please describe {p}", "what is moving there?", "explain {p}", "what's this?", "can you tell what happens?", "describe what you see", "what am I watching?", "tell us about {p}", "summarise {p}",
        "say what is in {p}", "whats happening in {p}", "in words please", "what did I film?", "?",
    ),
}
DESCRIBE_SEVERAL = Bank(
    "describe these", "what are these?", "what do you see and hear?", "describe all of them", "tell me about each", "what did I send?", "what is in each of them?", "describe them one by one", "what are they?", "explain each of these",
    "please describe all of this", "tell me what these show", "captions please", "whats in these", "can you say what each is?",
)
ASK = {
    "thing": Bank("what is it?", "what thing is this?", "what is in {p}?", "which thing is it?", "what kind of thing is in {p}?", "what object is that?", "name the thing in {p}", "what's the thing called?", "who or what is that?", "what is the subject of {p}?", "is it a boat, a cat or what?"),
    "colour": Bank("what colour is it?", "which colour does the {n} have?", "what color is the {n}?", "what is the colour of the {n}?", "tell me the colour", "which colour is it?", "what color?", "colour?", "what colour is the thing in {p}?", "can you tell the colour of the {n}?", "is it red or what?", "name the colour please"),
    "size": Bank("is it big or small?", "how big is it?", "what size is the {n}?", "is the {n} big?", "is the {n} small?", "what size is it?", "large or little?", "how large is the {n} in {p}?", "tell me the size", "size?"),
    "position": Bank("where does it stand in {p}?", "on which side is the {n}?", "is it on the left or on the right?", "which side?", "left, middle or right?", "on which side of {p} is it?", "what is its position?", "where in {p} is the {n}, left or right?", "position?"),
    "count": Bank("how many are there?", "how many {s} are there?", "how many {s} do you see?", "count them", "how many?", "what is the number of {s}?", "is there only one?", "how many things are in {p}?", "can you count the {s}?", "number of {s}?", "how many {s}?"),
    "place": Bank("where is it?", "where is this?", "what place is it?", "where is the {n}?", "what is the background?", "in which place is the {n}?", "which place does {p} show?", "where are we?", "what's the setting?", "where does this happen?", "place?", "what surroundings are these?"),
    "weather": Bank("what is the weather like?", "how is the weather?", "what weather is it?", "is it raining?", "is it snowing?", "does it rain in {p}?", "what's the weather in {p}?", "weather?", "rain, snow or clear?", "is the weather good?", "tell me the weather", "is there snow?"),
    "motion": Bank("how does it move?", "what does the {n} do?", "how does the {n} move?", "which way does it go?", "does it move?", "what is it doing?", "what movement is it?", "where does it go?", "what is the {n} doing in {p}?", "how is it moving?", "tell me how it moves", "motion?", "in which direction does it go?"),
}
UNHEARD = Bank("what colour is it?", "which colour does it have?", "is it on the left or on the right?", "what color is the {n}?", "which side is it on?", "how does it move?", "which way does it go?")
UNSEEN = Bank("how does it move?", "which way does it go?", "what is it doing?", "does it move?", "how does the {n} move in {p}?")
ANSWERS = {
    "one": ("The {n} is {c}.", "It is {c}."),
    "many": ("The {s} are {c}.", "They are {c}."),
}
CANNOT_HEAR = ("A sound does not tell me that. I hear {c}.", "I cannot hear that. I hear {c}.")
CANNOT_SEE = ("A picture does not move. I see {c}.", "I cannot tell that from a picture. I see {c}.")
# (whether the guess is right, whether there are several)
YES_NO = {
    (True, False): ("Yes, {c}.", "Yes, it is {c}."),
    (True, True): ("Yes, {c}.", "Yes, they are {c}."),
    (False, False): ("No, it is {c}.", "No, I think it is {c}."),
    (False, True): ("No, they are {c}.", "No, I think they are {c}."),
}
