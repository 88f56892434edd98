"""The language of the storybook: captions read back as said, dialogues true to their scenes, phrasings held out."""

import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from tokenizers import Tokenizer

from asking import Person
from captions import ENTRIES, Facts, heard, parse, say, usual
from dialogues import Make, Media, RandomLibrary, Text, dialogue
from kinds.changed_to_unknown import changes, edit_to_unknown
from kinds.in_own_words import by_colour, swapped
from kinds.which import pointer
from phrases import asks, written
from strangers import strangers
from tokenizer import SPECIAL
from turns import Draft
from world import ATTRIBUTES, random_scene


def test_captions_are_read_back_as_they_were_said() -> None:
    rng, scenes = random.Random(1), np.random.default_rng(1)
    for _ in range(4_000):
        scene = random_scene(scenes)
        facts = {name: getattr(scene, name) for name in ATTRIBUTES if name == "thing" or rng.random() < 0.5}
        facts = heard(facts) if rng.random() < 0.3 else facts
        assert parse(say(facts)) == facts
        assert parse(say(facts, rng)) == facts


def test_answers_say_what_they_make_and_renders_agree() -> None:
    rng, library = random.Random(2), RandomLibrary(1_000, 2)
    for at in range(6_000):
        for turn in dialogue(rng, library, "heldout" if at % 2 else "train").turns:
            said = parse(" ".join(part.text for part in turn.parts if isinstance(part, Text)))
            for part in turn.parts:
                if isinstance(part, Make):
                    agrees(part, said, library)


def agrees(made: Make, said: Facts, library: RandomLibrary) -> None:
    facts = parse(made.caption)
    assert say(facts) == made.caption
    settled = usual(facts["thing"])
    unsaid = {name: facts.pop(name) for name in settled if name in facts and name not in said}
    assert unsaid.items() <= settled.items()
    assert facts.items() <= said.items()
    if made.scene_index is not None:
        scene = vars(library.scenes[made.scene_index])
        assert facts.items() <= (heard(scene) if facts.get("place") == "other" else scene).items()


def test_dialogues_follow_from_their_seed() -> None:
    library = RandomLibrary(100, 3)
    for seed in range(50):
        assert dialogue(random.Random(seed), library) == dialogue(random.Random(seed), library)


def test_held_out_phrasings_are_never_trained_on() -> None:
    for bank in (*asks.ONE.values(), asks.SEVERAL, asks.TEXT):
        assert not set(bank.splits["train"]) & set(bank.splits["heldout"])
        assert len(bank.splits["heldout"]) >= 1


def test_lines_that_the_eval_says_are_never_trained_on() -> None:
    assert written.is_held_out("draw a giraffe!") and not written.is_held_out("what would one hear beside {x}, I wonder?")
    for listed in ("asks", "chat", "elsewhere", "replies", "unknown"):
        for kind, texts in written.lines(listed).items():
            assert len(texts) >= 40, (listed, kind)


def test_every_way_of_asking_has_one_place_for_what_is_asked() -> None:
    assert set(written.lines("asks")) == {"T", "I", "A", "V", "IA", "IV", "AV", "IAV"}
    assert all(text.count("{x}") == 1 for texts in written.lines("asks").values() for text in texts)


def test_written_wishes_and_words_are_of_this_world() -> None:
    assert all(value in ENTRIES[name] for request in written.requests() for name, value in request.facts.items())
    for listed in ("words", "edits"):
        for kind in written.lines(listed):
            facts = dict(fact.split("=") for fact in kind.split())
            assert kind == written.column(facts)
            assert all(value in ENTRIES[name] for name, value in facts.items())
    assert {written.code(request.outputs) for request in written.requests()} == set(written.lines("asks"))


def test_half_known_wishes_ask_for_media_and_name_one_part_that_is_not_known() -> None:
    for attribute, wishes in written.half_known().items():
        for wish in wishes:
            assert wish.outputs and attribute in ENTRIES and attribute not in wish.facts, wish
            assert attribute == "thing" or "thing" in wish.facts, wish
            assert all(value in ENTRIES[name] for name, value in wish.facts.items()), wish
            assert re.fullmatch("[^<>]*<[^<>]+>[^<>]*", wish.text), wish


def test_no_word_for_what_is_known_is_taken_for_a_stranger() -> None:
    for name in (name for name in ENTRIES if name != "thing"):
        listed = {word for kind, texts in written.lines("words").items() if kind.startswith(f"{name}=") for word in texts}
        _assert_strange(name, listed | {word for entry in ENTRIES[name].values() for word in entry["words"]})
    nouns = {word for kind, texts in written.lines("words").items() if kind.startswith("thing=") for text in texts for word in text.split("/")}
    assert not nouns & set(strangers())
    _assert_strange("thing", nouns | {noun for entry in ENTRIES["thing"].values() for pair in entry["nouns"] for noun in pair})


def test_no_verdict_on_a_piece_is_a_look_that_may_be_asked_for() -> None:
    verdicts = written.lines("verdicts")
    assert all(frame.count("{w}") == 1 for listed in ("praise", "disappointment") for frame in verdicts[listed])
    for name in ("colour", "thing"):
        _assert_strange(name, {*verdicts["good"], *verdicts["bad"]})


def _assert_strange(name: str, known: set[str]) -> None:
    bracketed = {written.bracketed(text) for text in (*(wish.text for wish in written.half_known().get(name, ())), *changes().get(name, ()))}
    assert not {word.lower() for word in known} & {word.lower() for word in bracketed.union(written.lines("unknown").get(name, ()))}, name


def test_a_swapped_word_of_a_wish_swaps_what_is_asked_for() -> None:
    chance = random.Random(6)
    wish = {"thing": "cat", "colour": "pink", "count": "2", "position": "left"}
    seen = [swapped(chance, "two pink cats, on the left", wish) for _ in range(200)]
    for text, facts in seen:
        assert text == f"{'two' if facts['count'] == '2' else 'three'} {facts['colour']} cats, on the {facts['position']}"
    assert len({text for text, _ in seen}) > 20
    assert {swapped(chance, "a pink cat", {"thing": "cat", "colour": "pink"})[0] for _ in range(200)} >= {"an orange cat", "a blue cat"}
    for text in ("a navy blue cat going left", "a navy-blue cat", "a blue-grey cat"):
        wish = {"thing": "cat", "colour": "blue", "motion": "left"}
        assert all(swapped(chance, text, wish) == (text, wish) for _ in range(50))


def test_every_string_survives_the_tokenizer() -> None:
    tokenizer = Tokenizer.from_file(str(Path(__file__).parent.parent.parent / "tokenizer.json"))
    for text in ("Here is a red boat.", " two  spaces\n\ttab", "привет 你好 👍🏽 ❤️", "#12 but at sea", "<|user|>x[IMG0][VID7]</s>"):
        assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text
    assert [tokenizer.token_to_id(name) for name in SPECIAL] == list(range(len(SPECIAL)))


def test_one_of_several_media_is_never_just_this() -> None:
    for split in ("train", "heldout"):
        person = Person(random.Random(4), split)
        for _ in range(2_000):
            assert "#7" in person.whole({"image": "#7"}, among_others=True)


def test_of_two_pictures_one_is_meant_by_its_number_or_its_turn() -> None:
    person = Person(random.Random(5), "train")
    media = [Media("image", 0, 7), Media("audio", 1, 8), Media("image", 2, 9)]
    pointers = [{pointer(person, medium, media, set()) for _ in range(200)} for medium in media]
    assert not pointers[0] & pointers[2]
    assert all(set(said.split()) & {"#7", "first"} for said in pointers[0])
    assert pointer(person, media[1], media, {"audio"}) == "#8"


def test_known_wishes_get_a_look_from_elsewhere_where_they_say_their_colour() -> None:
    known = {(wish.outputs, wish.text): wish.facts for wish in written.requests()}
    for wish, colour in by_colour():
        assert known[wish.outputs, wish.text.replace(f"<{colour}>", colour)] == wish.facts | {"colour": colour}


def test_no_word_of_praise_is_a_look_that_is_not_known() -> None:
    praise = {word.lower() for word in written.lines("beside")["adjective"]}
    assert not praise & {look.lower() for look in written.lines("unknown")["colour"]}


def test_a_change_to_what_is_unknown_is_said_back_and_makes_nothing() -> None:
    for attribute, texts in changes().items():
        assert attribute in ENTRIES
        assert all(re.fullmatch("[^<>]*<[^<>]*>[^<>]*", text) for text in texts), attribute
    known_next = 0
    for seed in range(300):
        draft = Draft(random.Random(seed), RandomLibrary(4, 1), "train", 1)
        edit_to_unknown(draft)
        said = [" ".join(part.text for part in turn.parts if isinstance(part, Text)) for turn in draft.turns]
        refused = [at for at, text in enumerate(said) if re.match("I do not know this|Sorry, this is not in", text)]
        assert refused and refused[0] == 3
        for at in refused:
            unknown = re.search(r"(?:this|world): (.+?)\. (?:I only know|I can draw)", said[at])
            assert unknown and unknown[1] in said[at - 1], said[at - 1 : at + 1]
            assert not any(isinstance(part, Make) for part in draft.turns[at].parts)
        known_next += any(isinstance(part, Make) for turn in draft.turns[3:] for part in turn.parts)
    assert 100 < known_next < 250


def test_what_stands_in_brackets_gives_way_with_its_article() -> None:
    assert written.filled("Make it AN <owl> suit", "tartan") == "Make it a tartan suit"
    assert written.filled("a <hourglass> shape", "hourglass") == "a hourglass shape"
    assert written.bracketed("now <tartan>!") == "tartan"
