"""Lists of templates, each cut by a stable hash into what training may use and what is held out."""

import hashlib
import random

HELD_OUT_PERCENT = 15


class Bank:
    def __init__(self, *templates: str):
        ranked = sorted(templates, key=_rank)
        held_out = [template for template in ranked if _rank(template) < HELD_OUT_PERCENT * 100]
        # Short lists may hash to an empty side: their lowest rank is held out then.
        cut = max(1, min(len(held_out), len(ranked) // 3)) if len(ranked) > 2 else 0
        self.splits = {"train": ranked[cut:], "heldout": ranked[:cut] or ranked}

    def pick(self, rng: random.Random, split: str) -> str:
        return rng.choice(self.splits[split])


class Nouns(Bank):
    """Words for one thing, not templates: vocabulary, which training may know all of."""

    def __init__(self, *words: str):
        self.splits = {"train": list(words), "heldout": list(words)}


def _rank(template: str) -> int:
    return int(hashlib.sha1(template.encode()).hexdigest(), 16) % 10_000
