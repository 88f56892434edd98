"""Three tiny diffusers folders of the architectures of Stable Diffusion 1.5, AudioLDM and Zeroscope."""

import json
from pathlib import Path

import torch
from diffusers import (AudioLDMPipeline, AutoencoderKL, DDIMScheduler, PNDMScheduler, StableDiffusionPipeline, TextToVideoSDPipeline,
                       UNet2DConditionModel, UNet3DConditionModel)
from torch import nn
from transformers import (ClapTextConfig, ClapTextModelWithProjection, CLIPTextConfig, CLIPTextModel, CLIPTokenizer, RobertaTokenizer,
                          SpeechT5HifiGan, SpeechT5HifiGanConfig)

from next_gpt.sources import Sources

BLOCKS, GROUPS = (8, 16), 4
MELS = 16


def write_decoders(sources: Sources, states: int, width: int) -> None:
    folders = sources.decoders
    text = {"text_encoder": clip(states, width), "tokenizer": clip_tokenizer(folders["image"] / "tokenizer", states)}
    image = StableDiffusionPipeline(vae(4, 0.18215, 3), unet=image_unet(width), scheduler=pndm(), safety_checker=None, feature_extractor=None,
                                    requires_safety_checker=False, **text)
    video = TextToVideoSDPipeline(vae(4, 0.18215, 3), unet=video_unet(width), scheduler=ddim(0.00085, 0.012), **text)
    audio = AudioLDMPipeline(vae(8, 0.9227, 1), clap(width), roberta_tokenizer(folders["audio"] / "tokenizer"), audio_unet(width), ddim(0.0015, 0.0195), vocoder())
    for modality, pipeline in (("image", image), ("video", video), ("audio", audio)):
        for part in pipeline.components.values():
            shake(part)
        if modality == "audio":
            amplify(pipeline.vocoder)
        pipeline.save_pretrained(folders[modality])


def latent_shapes(sources: Sources) -> dict[str, tuple[int, ...]]:
    width, height = sources.video_size
    mel_frames = int(sources.audio_seconds * 16_000 / 160)
    return {"image": (4, 8, 8), "audio": (8, mel_frames // 2, MELS // 2), "video": (4, sources.video_frames, height // 2, width // 2)}


def shake(part: object) -> None:
    """Fresh layers are often zero at their ends, temporal ones always, which would hide a mistake."""
    for parameter in part.parameters() if isinstance(part, nn.Module) else ():
        parameter.data += 0.03 * torch.randn_like(parameter)


def amplify(vocoder: nn.Module) -> None:
    """Its fresh layers let next to nothing of a sound through."""
    for layer in vocoder.modules():
        if isinstance(layer, (nn.Conv1d, nn.ConvTranspose1d)):
            layer.weight.data *= 0.7 / (layer.weight.std() * (layer.weight[0].numel() ** 0.5))


def image_unet(width: int) -> nn.Module:
    return UNet2DConditionModel(sample_size=8, block_out_channels=BLOCKS, layers_per_block=1, norm_num_groups=GROUPS, cross_attention_dim=width, attention_head_dim=4,
                                down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"))


def audio_unet(width: int) -> nn.Module:
    """Its second attention has no states to read and looks at the sound itself."""
    return UNet2DConditionModel(sample_size=8, in_channels=8, out_channels=8, block_out_channels=BLOCKS, layers_per_block=1, norm_num_groups=GROUPS,
                                cross_attention_dim=BLOCKS, attention_head_dim=4, class_embed_type="simple_projection", projection_class_embeddings_input_dim=width,
                                class_embeddings_concat=True, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"))


def video_unet(width: int) -> nn.Module:
    return UNet3DConditionModel(sample_size=8, block_out_channels=BLOCKS, layers_per_block=1, norm_num_groups=GROUPS, cross_attention_dim=width, attention_head_dim=4,
                                down_block_types=("CrossAttnDownBlock3D", "DownBlock3D"), up_block_types=("UpBlock3D", "CrossAttnUpBlock3D"))


def vae(channels: int, scale: float, colours: int) -> nn.Module:
    return AutoencoderKL(in_channels=colours, out_channels=colours, latent_channels=channels, block_out_channels=BLOCKS, norm_num_groups=GROUPS, scaling_factor=scale,
                         down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2)


def vocoder() -> nn.Module:
    return SpeechT5HifiGan(SpeechT5HifiGanConfig(model_in_dim=MELS, sampling_rate=16_000, upsample_initial_channel=32, upsample_rates=[5, 4, 4, 2],
                                                 upsample_kernel_sizes=[16, 16, 8, 4], resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1, 3, 5]],
                                                 normalize_before=False))


def pndm() -> PNDMScheduler:
    return PNDMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)


def ddim(start: float, end: float) -> DDIMScheduler:
    return DDIMScheduler(beta_start=start, beta_end=end, beta_schedule="scaled_linear", clip_sample=False, steps_offset=1, set_alpha_to_one=False)


def clip(states: int, width: int) -> nn.Module:
    return CLIPTextModel(CLIPTextConfig(vocab_size=8, hidden_size=width, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
                                        max_position_embeddings=states, bos_token_id=5, eos_token_id=6, pad_token_id=6))


def clap(width: int) -> nn.Module:
    return ClapTextModelWithProjection(ClapTextConfig(vocab_size=8, hidden_size=width, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
                                                      max_position_embeddings=40, projection_dim=width))


def clip_tokenizer(folder: Path, states: int) -> CLIPTokenizer:
    write_vocabulary(folder, ["!", "a", "a</w>", "b", "b</w>", "<|startoftext|>", "<|endoftext|>"])
    return CLIPTokenizer.from_pretrained(folder, model_max_length=states, pad_token="<|endoftext|>")


def roberta_tokenizer(folder: Path) -> RobertaTokenizer:
    write_vocabulary(folder, ["<s>", "<pad>", "</s>", "<unk>", "a", "b", "<mask>"])
    return RobertaTokenizer.from_pretrained(folder, model_max_length=32)


def write_vocabulary(folder: Path, words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
