"""How people change or fix an attribute of something already pointed at; {w} is one of the attribute's words."""

from phrases.bank import Bank

# After "this" or "the picture": "this at night", "this but in blue".
TAIL = {
    "thing": Bank("but with {w} instead", "but with {w}", "but make it {w}", "with {w} in place of what is there", "only with {w} instead"),
    "colour": Bank("in {w}", "but in {w}", "but {w}", "coloured {w}", "but make it {w}", "in the colour {w}", "only {w}"),
    "size": Bank("but {w}", "but make it {w}", "only {w}", "and {w}", "but really {w}"),
    "position": Bank("{w}", "but {w}", "placed {w}", "but put it {w}", "standing {w}"),
    "count": Bank("but {w} of them", "but with {w} of them", "{w} of them", "only make it {w}", "but {w}"),
    "place": Bank("{w}", "but {w}", "only {w}", "but make it {w}", "this time {w}"),
    "weather": Bank("{w}", "but {w}", "only {w}", "but let it be {w}", "this time {w}"),
    "motion": Bank("{w}", "but {w}", "and let it be {w}", "while it is {w}", "only {w}"),
}
# As a turn or sentence of its own.
EDIT = {
    "thing": Bank("now with {w}", "make it {w} instead", "{w} instead", "change it to {w}", "I'd rather have {w}", "the same with {w}", "replace it with {w}", "can it be {w}?", "swap it for {w}", "turn it into {w}"),
    "colour": Bank(
        "now {w}", "make it {w}", "in {w}", "now in {w}", "{w} please", "can you make it {w}?", "the same in {w}", "but {w}", "change the colour to {w}", "it should be {w}", "paint it {w}",
        "I'd like it {w}", "could it be {w}?", "now make it {w}", "same but {w}", "try it in {w}", "turn it {w}", "how about {w}?", "colour: {w}", "actually, {w}", "let it be {w}", "the same one but {w}", "no, {w}", "I meant {w}", "not that, {w}",
    ),
    "size": Bank(
        "make it {w}", "now {w}", "{w} please", "and make it {w}", "can it be {w}?", "the same but {w}", "it should be {w}", "could you make it {w}?", "I want it {w}", "now make it {w}", "same, but {w}",
        "let it be {w}", "actually {w}", "a {w} one please", "size: {w}",
    ),
    "position": Bank(
        "put it {w}", "now {w}", "{w} please", "move it so that it is {w}", "the same but {w}", "it should be {w}", "can it be {w}?", "place it {w}", "same thing {w}", "I want it {w}",
        "could you put it {w}?", "now place it {w}", "let it stand {w}",
    ),
    "count": Bank(
        "{w} of them", "make it {w}", "now {w} of them", "{w} please", "I want {w} of them", "can there be {w} of them?", "the same with {w} of them", "there should be {w}", "now {w}", "show {w}",
        "let there be {w}", "how about {w} of them?", "{w} instead", "same but {w} of them", "could we have {w}?",
    ),
    "place": Bank(
        "the same {w}", "now {w}", "{w} please", "make it {w}", "but {w}", "same thing {w}", "put it {w}", "now the same {w}", "can it be {w}?", "could you make it {w}?", "it should be {w}", "let it be {w}",
        "how about {w}?", "and now {w}", "same but {w}", "how would it be {w}?", "I meant {w}", "not here, {w}", "move it all so that it is {w}", "I'd like it {w}", "try it {w}", "this {w}", "once more, {w}",
    ),
    "weather": Bank(
        "the same {w}", "now {w}", "{w} please", "make it {w}", "but {w}", "same thing {w}", "now the same {w}", "can it be {w}?", "could you make it {w}?", "it should be {w}", "let it be {w}",
        "how about {w}?", "and now {w}", "I meant {w}", "same but {w}", "how would it be {w}?", "I'd like it {w}", "try it {w}", "once more, {w}", "change the weather: {w}",
    ),
    "motion": Bank(
        "now {w}", "it should be {w}", "let it be {w}", "the same but {w}", "make it {w}", "{w} please", "same thing, {w}", "can it be {w}?", "but {w}", "I want it {w}", "now the same, {w}", "have it {w}",
    ),
}
# Attributes with words of their own as a change: {b} is the bare word ("rain", "night").
BARE = {
    "place": Bank("make it {b}", "now {b}", "{b} please", "change the place to {b}", "place: {b}", "set it in the {b}", "swap the background for {b}", "{b} instead", "background: {b}"),
    "weather": Bank("add {b}", "with {b}", "let there be {b}", "I want {b}", "weather: {b}", "change the weather to {b}", "now with {b}", "give it some {b}", "{b} please", "make it {b}"),
    "motion": Bank("make it {b}", "let it {b}", "it should {b}", "now let it {b}", "can it {b}?", "I want it to {b}", "have it {b}"),
    "position": Bank("move it to the {b}", "position: {b}", "shift it to the {b}", "to the {b}", "{b} side please", "a bit more to the {b}"),
}
AGAINST = ("instead of", "rather than", "instead of plain", "and not", "in place of the", "rather than the plain", "no longer", "instead of this dull")  # before the colour that is no longer wanted
SMALLER = {"small": ("smaller", "a bit smaller", "much smaller", "tinier"), "big": ("bigger", "larger", "a bit bigger", "much bigger")}
COUNTS = {"1": ("one", "just one", "only one", "1"), "2": ("two", "two", "2"), "3": ("three", "three", "3")}
CLEAR = Bank("stop the rain and snow", "no more rain or snow", "clear up the sky", "let the sky clear up", "no rain, no snow", "without any rain or snow", "clear the weather", "give it a clear sky", "better weather please")
JOIN = Bank(" and ", ", and ", ", ", ", then ", ". Also ", " + ", " plus ")
# The same wish for a numbered medium, or for another modality of what was made.
AT = Bank("#{n} but {e}", "#{n}: {e}", "take #{n}, {e}", "#{n} again, {e}", "for #{n}: {e}", "like #{n} but {e}", "change #{n}: {e}", "as in #{n}, only {e}", "{e}, but from #{n}")
SAY = Bank("{s}: {x}", "{s} says: {x}", "{s}> {x}", "[{s}] {x}", "<{s}> {x}")
