"""LLaMA as a graph whose keys and values grow outside: only those of new positions come out, and the caller appends them."""

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaConfig, LlamaForCausalLM

from next_gpt.operators import group_query_attention

ATTENTIONS = ("grouped", "plain")


class LanguageModel(nn.Module):
    """inputs_embeds (1, S, W), past keys and values (P, KV, D) a layer -> logits (1, V), hidden (1, S, W), new keys and values (S, KV, D).

    `grouped`: attention is onnxruntime's GroupQueryAttention, which PyTorch itself cannot run; else operators of ONNX."""

    def __init__(self, config: LlamaConfig, attention: str = "plain"):
        super().__init__()
        self.attend = {"plain": attend_plainly, "grouped": attend_grouped}[attention]
        self.llama = LlamaForCausalLM(config)
        self.llama.model.embed_tokens = nn.Identity()  # a graph of its own
        self.config = config

    def forward(self, inputs_embeds: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        half = len(past) // 2
        tokens, before = inputs_embeds.shape[1], past[0].shape[0]
        turns = rotations(self.config, torch.arange(tokens, device=inputs_embeds.device) + before)
        columns = torch.arange(tokens + before, device=inputs_embeds.device)
        visible = columns[None, :] <= columns[before:, None]  # (S, P + S)
        x, keys, values = inputs_embeds, [], []
        for layer, past_key, past_value in zip(self.llama.model.layers, past[:half], past[half:]):
            x, key, value = self.run_layer(layer, x, past_key, past_value, turns, visible)
            keys.append(key)
            values.append(value)
        hidden = self.llama.model.norm(x)
        return self.llama.lm_head(hidden[:, -1]), hidden, *keys, *values

    def run_layer(self, layer: nn.Module, x: Tensor, past_key: Tensor, past_value: Tensor, turns: tuple[Tensor, Tensor], visible: Tensor):
        attention, normed = layer.self_attn, layer.input_layernorm(x)[0]
        width = self.config.hidden_size // self.config.num_attention_heads
        query, key, value = (project(normed).unflatten(-1, (-1, width)) for project in (attention.q_proj, attention.k_proj, attention.v_proj))
        query, key = rotate(query, turns), rotate(key, turns)
        x = x + attention.o_proj(self.attend(query, (past_key, key), (past_value, value), visible))
        return x + layer.mlp(layer.post_attention_layernorm(x)), key, value


Pair = tuple[Tensor, Tensor]


def attend_plainly(query: Tensor, keys: Pair, values: Pair, visible: Tensor) -> Tensor:  # (S, H, D), twice (P, KV, D) and (S, KV, D) -> (1, S, W)
    shared = query.shape[1] // keys[0].shape[1]
    whole = [torch.cat(pair).repeat_interleave(shared, 1).transpose(0, 1)[None] for pair in (keys, values)]
    mixed = functional.scaled_dot_product_attention(query.transpose(0, 1)[None], *whole, attn_mask=visible)
    return mixed[0].transpose(0, 1).flatten(1)[None]


def attend_grouped(query: Tensor, keys: Pair, values: Pair, visible: Tensor) -> Tensor:
    """The operator masks by itself; what it appends to the past stays inside the graph, because the caller does that without copying."""
    rows = [part.flatten(1)[None] for part in (query, keys[1], values[1])]
    past = [pair[0].transpose(0, 1)[None] for pair in (keys, values)]  # (1, KV, P, D)
    last = torch.full((1,), visible.shape[1] - 1, dtype=torch.int32, device=query.device)
    return group_query_attention(*rows, *past, last, last[0] + 1, query.shape[1], keys[0].shape[1])


def rotations(config: LlamaConfig, positions: Tensor) -> tuple[Tensor, Tensor]:
    """Cosines and sines (S, 1, D) of rotary position embeddings (Su et al. 2021), always in fp32."""
    width = config.hidden_size // config.num_attention_heads
    theta = (config.rope_parameters or {}).get("rope_theta", 10_000.0)
    frequencies = theta ** (-torch.arange(0, width, 2, device=positions.device, dtype=torch.float32) / width)
    angles = (positions[:, None].float() * frequencies).repeat(1, 2)[:, None]
    return angles.cos(), angles.sin()


def rotate(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:  # (S, heads, D)
    first, second = x.chunk(2, -1)
    cosines, sines = turns
    return (x * cosines + torch.cat([-second, first], -1) * sines).to(x.dtype)


class TokenEmbeddings(nn.Module):
    """input_ids (1, S) -> embeds (1, S, W)."""

    def __init__(self, vocabulary: int, width: int):
        super().__init__()
        self.embed_tokens = nn.Embedding(vocabulary, width)

    def forward(self, input_ids: Tensor) -> Tensor:
        return self.embed_tokens(input_ids)
