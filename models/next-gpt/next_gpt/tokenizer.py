"""LLaMA's sentencepiece model as a tokenizer.json that gives its ids exactly, and the tokens that NExT-GPT added to it."""

from pathlib import Path

from sentencepiece import SentencePieceProcessor

from next_gpt.checkpoint import FETCH_AGAIN, CheckpointError

SIGNALS = {m: [f"[{name}{i}]" for i in range(count)] for m, name, count in (("image", "IMG", 4), ("video", "VID", 24), ("audio", "AUD", 8))}
OPEN, CLOSE = "<Img>", "</Img>"  # around every medium, whatever its modality
ADDED = [OPEN, CLOSE, *SIGNALS["image"], *SIGNALS["video"], *SIGNALS["audio"]]
BLANK = "\u2581"


def read_sentencepiece(folder: Path) -> SentencePieceProcessor:
    path = folder / "tokenizer.model"
    if not path.is_file():
        raise CheckpointError(f"{path} is not there; expected the sentencepiece tokenizer that is published with 7b_tiva_v0.")
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise CheckpointError(f"{path} is no sentencepiece model ({str(error).splitlines()[0]}); {FETCH_AGAIN}") from error


def tokenizer_json(model: SentencePieceProcessor) -> dict:
    """A blank is always put before a text, two of them where it begins with one: newer libraries drop the second, the model was trained with both."""
    pieces = [model.id_to_piece(i) for i in range(model.get_piece_size())]
    special = [(i, piece) for i, piece in enumerate(pieces) if model.is_control(i) or model.is_unknown(i)]
    added = [added_token(i, piece, True) for i, piece in special] + [added_token(len(pieces) + i, token, False) for i, token in enumerate(ADDED)]
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": BLANK},
                                                           {"type": "Replace", "pattern": {"String": " "}, "content": BLANK}]},
        "pre_tokenizer": None, "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": BLANK}, "content": " "}, {"type": "ByteFallback"},
                                                     {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        "model": {"type": "BPE", "dropout": None, "unk_token": model.id_to_piece(model.unk_id()), "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "ignore_merges": False,
                  "vocab": {piece: i for i, piece in enumerate(pieces)}, "merges": merges(model, pieces)},
    }


def added_token(token_id: int, content: str, special: bool) -> dict:
    return {"id": token_id, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": special}


def merges(model: SentencePieceProcessor, pieces: list[str]) -> list[list[str]]:
    """Every way to put a piece together from two others, likeliest pieces first."""
    known = {piece: i for i, piece in enumerate(pieces) if not (model.is_control(i) or model.is_unknown(i) or model.is_byte(i))}
    pairs = [(-model.get_score(i), known[piece[:cut]], known[piece[cut:]], piece[:cut], piece[cut:])
             for piece, i in known.items() for cut in range(1, len(piece)) if piece[:cut] in known and piece[cut:] in known]
    return [[left, right] for *_, left, right in sorted(pairs)]
