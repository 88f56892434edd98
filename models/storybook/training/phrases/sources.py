"""How people point at media and at what of them they mean."""

from phrases.bank import Bank, Nouns

POINT = {
    "image": Nouns("the picture", "the image", "this picture", "this image", "the pic", "the drawing", "my picture", "the photo", "the picture above"),
    "audio": Nouns("the sound", "this sound", "the audio", "the recording", "the sfx", "my sound", "this audio", "the noise"),
    "video": Nouns("the video", "this video", "the vid", "the clip", "the animation", "my video", "this clip", "the movie", "the film"),
}
# One medium, taken as a whole; {p} points at it.
WHOLE = {
    "image": Bank("this", "{p}", "what you see in {p}", "the scene in {p}", "what is in {p}", "what {p} shows", "the same as {p}", "exactly {p}", "the scene of {p}"),
    "audio": Bank("this", "{p}", "what you hear", "what you hear in {p}", "the scene in {p}", "the scene of {p}", "what I recorded in {p}", "what is in {p}"),
    "video": Bank("this", "{p}", "what happens in {p}", "the scene in {p}", "what you see in {p}", "what is in {p}", "what {p} shows", "the same as {p}", "the scene of {p}"),
}
# Several media of the same scene.
TOGETHER = Bank("this", "{l}", "what {l} show", "the scene of {l}", "all of this together", "what you get from {l}", "the scene that {l} share", "all of these", "what is in {l}")
# A part as the head of the wish, and parts that follow it.
THING = Bank("the thing of {p}", "the thing in {p}", "the thing from {p}", "the subject of {p}", "only the thing that is in {p}", "the main thing of {p}", "just the thing in {p}", "the same thing as in {p}")
PART = {
    "colour": Bank("in the colour of {p}", "with the colour of {p}", "coloured as in {p}", "in the same colour as {p}", "using the colour from {p}", "with the colour from {p}", "with colours like in {p}"),
    "size": Bank("in the size of {p}", "as big or small as in {p}", "with the size of {p}", "the same size as in {p}", "sized as in {p}", "with the size from {p}"),
    "position": Bank("at the position of {p}", "on the same side as in {p}", "placed as in {p}", "with the position from {p}", "standing where it stands in {p}", "in the same spot as in {p}"),
    "count": Bank("as many as in {p}", "with the number of {p}", "the same number as in {p}", "counted as in {p}", "as many of them as {p} has", "with the count from {p}"),
    "place": Bank("in the place of {p}", "at the place of {p}", "with the place from {p}", "where {p} is", "in the same place as {p}", "with the background of {p}", "in the setting of {p}"),
    "weather": Bank("in the weather of {p}", "with the weather of {p}", "with the weather from {p}", "in the same weather as {p}", "weather as in {p}", "under the weather of {p}"),
    "motion": Bank("with the motion of {p}", "moving like in {p}", "moving as in {p}", "with the movement from {p}", "that moves like {p}", "doing what it does in {p}"),
}
# The same, as a sentence of its own.
TAKE = {
    "thing": Bank("take the thing of {p}", "use the thing from {p}", "the thing should be the one of {p}", "thing from {p}", "subject: {p}"),
    "colour": Bank("use the colour of {p}", "take the colour from {p}", "the colour should be like in {p}", "colour from {p}", "colour: {p}"),
    "size": Bank("use the size of {p}", "take the size from {p}", "same size as in {p}", "size from {p}", "size: {p}"),
    "position": Bank("use the position of {p}", "put it where it is in {p}", "same position as in {p}", "position from {p}", "position: {p}"),
    "count": Bank("use the number of {p}", "take the count from {p}", "as many as in {p}", "number from {p}", "count: {p}"),
    "place": Bank("use the place of {p}", "take the place from {p}", "same place as in {p}", "place from {p}", "place: {p}", "let it be where {p} is"),
    "weather": Bank("use the weather of {p}", "take the weather from {p}", "same weather as in {p}", "weather from {p}", "weather: {p}"),
    "motion": Bank("use the motion of {p}", "let it move like in {p}", "same motion as in {p}", "motion from {p}", "motion: {p}"),
}
