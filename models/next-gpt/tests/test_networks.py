"""Our own networks beside what they must equal: torch's attention and convolution, transformers' LLaMA, sentencepiece itself, published counts."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import onnxruntime
import pytest
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM

from next_gpt.checkpoint import Weights
from next_gpt.imagebind import Attention, VisionStem
from next_gpt.language import LanguageModel
from next_gpt.graphs import write_graph
from next_gpt.layout import Layout, graphs_of, llm_graphs
from next_gpt.precision import PRECISIONS
from next_gpt.published import COUNTS, published_layout
from next_gpt.quantise import BLOCK, pack
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


@pytest.mark.parametrize("attention, dtype, limit", [("plain", "fp32", 1e-5), ("grouped", "fp32", 1e-5), ("grouped", "int4", 0.3)])
@torch.no_grad()
def test_the_graph_of_the_llm_is_llama(tmp_path: Path, attention: str, dtype: str, limit: float) -> None:
    """In onnxruntime, in parts, with heads that share keys; the past of the first part is empty."""
    torch.manual_seed(0)
    config = LlamaConfig(vocab_size=50, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2)
    theirs = LlamaForCausalLM(config).eval()
    tensors = theirs.state_dict()
    layout = Layout({}, {}, {}, config, {}, attention)
    layout.weights = {"llm": Weights("memory", {name: tensor.shape for name, tensor in tensors.items()}, tensors.__getitem__)}
    entry = write_graph(llm_graphs(layout)[1], tmp_path, PRECISIONS[dtype])
    assert ("GroupQueryAttention" in (tmp_path / entry["file"]).read_bytes().decode("latin1")) == (attention == "grouped")
    session = onnxruntime.InferenceSession(tmp_path / entry["file"], providers=["CPUExecutionProvider"])
    embeds = torch.randn(1, 9, 64)
    whole = theirs(inputs_embeds=embeds, output_hidden_states=True)
    past = {tensor.name: np.zeros((0, 2, 16), np.float32) for tensor in session.get_inputs()[1:]}
    for part in embeds.split([4, 1, 3, 1], 1):
        made = dict(zip([tensor.name for tensor in session.get_outputs()], session.run(None, {"inputs_embeds": part.numpy(), **past})))
        past = {name: np.concatenate([held, made[name.replace("past", "new")]]) for name, held in past.items()}
    for ours, reference in ((made["logits"], whole.logits[:, -1]), (made["hidden"], whole.hidden_states[-1][:, -1:])):
        assert np.abs(ours - reference.numpy()).max() <= limit * np.abs(reference.numpy()).max()


@pytest.mark.parametrize("bits", [4, 8])
def test_packed_weights_are_near(bits: int) -> None:
    torch.manual_seed(0)
    weight = torch.randn(6, 3 * BLOCK - 5)
    packed = pack(weight, bits)
    levels = [packed[part].long() for part in ("packed", "zeros")]
    values, zeros = ((level if bits == 8 else torch.stack([level & 15, level >> 4], -1).flatten(-2)) for level in levels)
    zeros = zeros.view(6, -1)[:, :3]
    scales = packed["scales"].view(6, 3, 1)
    restored = ((values.view(6, 3, BLOCK) - zeros[..., None]) * scales).view(6, -1)[:, :weight.shape[1]]
    assert ((restored - weight).abs() <= 1.001 * scales.repeat_interleave(BLOCK, 2).view(6, -1)[:, :weight.shape[1]]).all()


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
        count = sum(graphs[role].parameters(PRECISIONS["fp16"])[0] for role in roles)
        assert abs(count / expected - 1) < (0.05 if expected >= 1e7 and expected % 1e7 == 0 else 0.001), what


def test_imagebinds_towers_have_the_parameters_that_their_description_gives() -> None:
    """Published is only their sum, rounded to 0.63 and 0.09 billion."""
    graphs = {graph.role: graph for graph in graphs_of(published_layout())}

    def described(width: int, depth: int, extra_rows: int, patch: int, patches: int, norms: int) -> int:
        block = 12 * width + 9 + 4 + extra_rows  # matrices, their biases, two norms, all times the width
        return width * (depth * block + patch + 1 + (patches + 1) + 2 * norms + 1024)  # and stem, class token, positions, other norms, head

    vision = described(1280, 32, 0, patch=3 * 2 * 14 * 14, patches=16 * 16, norms=2)
    audio = described(768, 12, 2, patch=16 * 16, patches=12 * 19, norms=2)
    assert (vision, audio) == (632_829_440, 86_235_648)
    counted = [graphs[role].parameters(PRECISIONS["fp16"])[0] for role in ("encoder.image", "encoder.video", "encoder.audio")]
    assert counted == [vision, vision, audio]
