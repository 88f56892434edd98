"""The published configuration without its weights: every graph, its shapes, parameters and bytes, beside the counts that others give."""

from pathlib import Path

import torch
from transformers import LlamaConfig

from next_gpt.graphs import Graph
from next_gpt.imagebind import Tower
from next_gpt.layout import Layout, graphs_of
from next_gpt.precision import Precision
from next_gpt.projections import InputProjection, OutputProjection
from next_gpt.sources import Sources, sized
from next_gpt.tokenizer import ADDED

# (what, which graphs, parameters that are published)
COUNTS = (
    ("input projection (facts: 4 198 400)", ("input-projector.image",), 4_198_400),
    ("output projection, image (31.96 M)", ("output-projector.image",), 31.96e6),
    ("output projection, video (32.09 M)", ("output-projector.video",), 32.09e6),
    ("output projection, audio (31.79 M)", ("output-projector.audio",), 31.79e6),
    ("LLaMA-7B with 38 tokens more (6 738 415 616 + 38 x 2 x 4096)", ("llm.embed", "llm.decoder"), 6_738_415_616 + 38 * 2 * 4096),
    ("Stable Diffusion 1.5, UNet (859 520 964)", ("decoder.image.denoiser",), 859_520_964),
    ("Stable Diffusion 1.5, VAE's decoder (49 490 199)", ("decoder.image.latent-decoder",), 49_490_199),
    ("AudioLDM-L, UNet (739 M)", ("decoder.audio.denoiser",), 739e6),
    ("Zeroscope, UNet (1.41 B)", ("decoder.video.denoiser",), 1.41e9),
    ("ImageBind's vision tower (0.63 B)", ("encoder.image",), 0.63e9),
    ("ImageBind's audio tower (0.09 B)", ("encoder.audio",), 0.09e9),
)


def published_layout() -> Layout:
    with torch.device("meta"):
        towers = [Tower("vision", 1280, 5120, 32, 257, 1024), Tower("audio", 768, 3072, 12, 229, 1024)]
        into = InputProjection(1024, 4096)
        out = {"image": OutputProjection(4096, 512, 2048, 4, 77, 768), "video": OutputProjection(4096, 512, 2048, 4, 77, 1024),
               "audio": OutputProjection(4096, 512, 2048, 4, 1, 512)}
    llm = LlamaConfig(vocab_size=32_000 + len(ADDED), hidden_size=4096, intermediate_size=11_008, num_hidden_layers=32, num_attention_heads=32,
                      max_position_embeddings=2048)
    shapes = {tower.published_name(name): tensor.shape for tower in towers for name, tensor in tower.state_dict().items()}
    return Layout(shapes, shapes_of(into), {m: shapes_of(projection) for m, projection in out.items()}, llm,
                  {m: sized(m, *parts, sizes()) for m, parts in decoders().items()})


def shapes_of(net: torch.nn.Module) -> dict[str, torch.Size]:
    return {name: tensor.shape for name, tensor in net.state_dict().items()}


def sizes() -> Sources:
    """No files, only how much is made."""
    return Sources(Path(), Path(), Path(), {})


VAE = {"block_out_channels": [128, 256, 512, 512], "layers_per_block": 2, "norm_num_groups": 32, "down_block_types": ["DownEncoderBlock2D"] * 4,
       "up_block_types": ["UpDecoderBlock2D"] * 4, "latent_channels": 4, "scaling_factor": 0.18215}


def decoders() -> dict[str, tuple[dict, dict, dict, dict | None]]:
    image = {"sample_size": 64, "in_channels": 4, "out_channels": 4, "block_out_channels": [320, 640, 1280, 1280], "layers_per_block": 2, "cross_attention_dim": 768,
             "attention_head_dim": 8}
    video = image | {"cross_attention_dim": 1024, "attention_head_dim": 64}
    widths = [256, 512, 768, 1280]
    audio = {"sample_size": 128, "in_channels": 8, "out_channels": 8, "block_out_channels": widths, "layers_per_block": 2, "cross_attention_dim": widths,
             "attention_head_dim": 32, "class_embed_type": "simple_projection", "projection_class_embeddings_input_dim": 512, "class_embeddings_concat": True,
             "down_block_types": ["DownBlock2D"] + ["CrossAttnDownBlock2D"] * 3, "up_block_types": ["CrossAttnUpBlock2D"] * 3 + ["UpBlock2D"]}
    audio_vae = VAE | {"in_channels": 1, "out_channels": 1, "latent_channels": 8, "block_out_channels": [128, 256, 512], "scaling_factor": 0.9227,
                       "down_block_types": ["DownEncoderBlock2D"] * 3, "up_block_types": ["UpDecoderBlock2D"] * 3}
    vocoder = {"model_in_dim": 64, "sampling_rate": 16_000, "upsample_initial_channel": 1024, "upsample_rates": [5, 4, 2, 2, 2],
               "upsample_kernel_sizes": [16, 16, 8, 4, 4], "resblock_kernel_sizes": [3, 7, 11], "resblock_dilation_sizes": [[1, 3, 5]] * 3, "normalize_before": False}
    return {"image": (image, VAE, {}, None), "audio": (audio, audio_vae, {}, vocoder), "video": (video, VAE, {}, None)}


def print_table(precision: Precision) -> None:
    graphs = {graph.role: graph for graph in graphs_of(published_layout())}
    counts = {role: graph.parameters(precision) for role, graph in graphs.items()}
    for role, graph in graphs.items():
        print(f"{role:32} {counts[role][0]:>14,} parameters {counts[role][1] / 1e6:>10,.1f} MB   {described(graph)}")
    print(f"{'all':32} {sum(count for count, _ in counts.values()):>14,} parameters {sum(size for _, size in counts.values()) / 1e6:>10,.1f} MB\n")
    for what, roles, expected in COUNTS:
        count = sum(counts[role][0] for role in roles)
        print(f"{what:64} published {expected:>16,.0f}  here {count:>14,}  {100 * (count / expected - 1):+.2f} %")


def described(graph: Graph) -> str:
    named = {name: list(shape) for name, (shape, _) in graph.inputs.items()}
    shown = [f"{name} {shape}" for name, shape in list(named.items())[:3]]
    return ", ".join(shown) + (f" and {len(named) - 3} more" if len(named) > 3 else "") + f" -> {', '.join(graph.outputs[:2])}"
