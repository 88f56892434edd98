"""Our own networks beside what they must equal: torch's attention and convolution, transformers' LLaMA, sentencepiece itself, published counts."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pytest
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM

from next_gpt.imagebind import Attention, VisionStem
from next_gpt.language import LanguageModel
from next_gpt.layout import graphs_of
from next_gpt.published import COUNTS, published_layout
from next_gpt.tiny_language import train_sentencepiece
from next_gpt.tokenizer import ADDED, read_sentencepiece, tokenizer_json

TEXTS = ["what is this?", " what is this?", "  two blanks", "### Human:  a\n### Assistant:", "ünïcode – 猫 🚤", "tail ", "a  b   c", "\n", "[IMG0", "\t|"]


@pytest.mark.parametrize("extra_row", [False, True])
def test_attention_is_that_of_torch(extra_row: bool) -> None:
    torch.manual_seed(0)
    theirs = nn.MultiheadAttention(32, 4, add_bias_kv=extra_row, batch_first=True)
    ours = Attention(32, 4, extra_row)
    ours.load_state_dict(theirs.state_dict())
    x = torch.randn(2, 5, 32)
    assert torch.allclose(ours(x), theirs(x, x, x)[0], atol=1e-6)


def test_patches_are_those_of_the_convolution_in_three_dimensions() -> None:
    torch.manual_seed(0)
    stem, film = VisionStem(8), torch.randn(2, 3, 2, 28, 28)
    assert torch.allclose(stem(film), stem.proj[1](film).flatten(2).transpose(1, 2), atol=1e-5)
    picture = film[:, :, :1]
    assert torch.allclose(stem(picture), stem(picture.repeat(1, 1, 2, 1, 1)))


@pytest.mark.parametrize("kv_heads", [4, 2])
@torch.no_grad()
def test_growing_in_parts_is_llama_at_once(kv_heads: int) -> None:
    torch.manual_seed(0)
    config = LlamaConfig(vocab_size=50, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=kv_heads)
    theirs = LlamaForCausalLM(config).eval()
    ours = LanguageModel(config).eval()
    ours.llama.load_state_dict({name: tensor for name, tensor in theirs.state_dict().items() if "embed_tokens" not in name})
    embeds = torch.randn(1, 9, 32)
    whole = theirs(inputs_embeds=embeds, output_hidden_states=True)
    past = [torch.zeros(0, kv_heads, 8)] * 4
    for part in embeds.split([4, 1, 3, 1], 1):
        logits, hidden, *fresh = ours(part, *past)
        past = [torch.cat(pair) for pair in zip(past, fresh)]
    assert torch.allclose(logits, whole.logits[:, -1], atol=1e-5)
    assert torch.allclose(hidden, whole.hidden_states[-1][:, -1:], atol=1e-5)


def test_tokenizer_gives_the_ids_of_sentencepiece(tmp_path: Path) -> None:
    train_sentencepiece(tmp_path)
    model = read_sentencepiece(tmp_path)
    ours = Tokenizer.from_str(json.dumps(tokenizer_json(model)))
    for text in TEXTS:
        assert ours.encode(text, add_special_tokens=False).ids == model.encode(text), text
    assert [ours.token_to_id(token) for token in ADDED] == list(range(model.get_piece_size(), model.get_piece_size() + len(ADDED)))
    assert ours.decode(model.encode("what is  this – ü?")) == "what is  this – ü?"


def test_full_size_has_the_published_counts() -> None:
    graphs = {graph.role: graph for graph in graphs_of(published_layout())}
    for what, roles, expected in COUNTS:
        count = sum(graphs[role].parameters(torch.float16)[0] for role in roles)
        assert abs(count / expected - 1) < (0.05 if expected >= 1e7 and expected % 1e7 == 0 else 0.001), what
