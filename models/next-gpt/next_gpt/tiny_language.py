"""A tiny LLaMA folder as Vicuna's is laid out, in two shards with the buffers that old ones hold, and a small sentencepiece tokenizer."""

import json
from pathlib import Path

import torch
from sentencepiece import SentencePieceTrainer
from transformers import LlamaConfig, LlamaForCausalLM

WIDTH, HEADS, LAYERS, INNER, CONTEXT = 64, 4, 2, 96, 256
WORDS = ("a boat on the sea, what is this? Human: Assistant: draw the sound of rain in blue and a red house. This is a dog, I think. "
         "Please make it with these, here they are: the snow falls on an old town.").split()
PIECES = 360


def train_sentencepiece(folder: Path) -> int:
    """As LLaMA's was trained: BPE with bytes behind it, every blank kept. Gives the number of pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences = [" ".join(WORDS[i % len(WORDS)] for i in range(start, start + 9)) + " ### Human:   a ###" for start in range(200)]
    with (folder / "tokenizer.model").open("wb") as file:
        SentencePieceTrainer.train(sentence_iterator=iter(sentences), model_writer=file, model_type="bpe", vocab_size=PIECES, byte_fallback=True,
                                   normalization_rule_name="identity", remove_extra_whitespaces=False, allow_whitespace_only_pieces=True,
                                   pad_id=-1, hard_vocab_limit=True, minloglevel=2, num_threads=1)
    return PIECES


def write_vicuna(folder: Path, vocabulary: int) -> None:
    config = LlamaConfig(vocab_size=vocabulary, hidden_size=WIDTH, intermediate_size=INNER, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
                         num_key_value_heads=HEADS, max_position_embeddings=CONTEXT, rms_norm_eps=1e-6, tie_word_embeddings=False)
    folder.mkdir(parents=True, exist_ok=True)
    config.architectures = ["LlamaForCausalLM"]
    config.save_pretrained(folder)
    tensors = {name: 4 * tensor if "layernorm" not in name else tensor for name, tensor in LlamaForCausalLM(config).state_dict().items()}
    tensors |= {f"model.layers.{layer}.self_attn.rotary_emb.inv_freq": torch.rand(8).half() for layer in range(LAYERS)}
    names = sorted(tensors)
    shards = {f"pytorch_model-0000{i + 1}-of-00002.bin": names[i::2] for i in range(2)}
    for file, held in shards.items():
        torch.save({name: tensors[name].clone() for name in held}, folder / file)
    index = {"metadata": {}, "weight_map": {name: file for file, held in shards.items() for name in held}}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index))
