"""LLaMA as a graph whose keys and values grow outside: only those of new positions come out, and the caller appends them."""

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaConfig, LlamaForCausalLM


class LanguageModel(nn.Module):
    """inputs_embeds (1, S, W), past keys and values (P, KV, D) a layer -> logits (1, V), hidden (1, S, W), new keys and values (S, KV, D)."""

    def __init__(self, config: LlamaConfig):
        super().__init__()
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
        shared = self.config.num_attention_heads // self.config.num_key_value_heads
        whole = [torch.cat(pair).repeat_interleave(shared, 1).transpose(0, 1)[None] for pair in ((past_key, key), (past_value, value))]
        mixed = functional.scaled_dot_product_attention(query.transpose(0, 1)[None], *whole, attn_mask=visible)
        x = x + attention.o_proj(mixed[0].transpose(0, 1).flatten(1))[None]
        return x + layer.mlp(layer.post_attention_layernorm(x)), key, value


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
