"""Preprocessing from the file on as the original code does it, with Pillow, ffmpeg, transformers, torch and numpy: ImageBind's inputs."""

import json
import math
import subprocess
import wave
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional
from transformers.audio_utils import mel_filter_bank, spectrogram, window_function

MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
RATE, MELS, MEL_FRAMES, MEL_MEAN, MEL_STD = 16_000, 128, 204, -4.268, 9.138
CLIP_SECONDS, AUDIO_CLIPS, VIDEO_CLIPS = 2, 3, 5
COLOURS = "accurate_rnd+full_chroma_int"  # as ffmpeg converts colours where it does not hurry


def prepare(modality: str, path: Path, side: int) -> Tensor:
    if modality == "audio":
        return audio_input(read_sound(path))
    return image_input(Image.open(path).convert("RGB"), side) if modality == "image" else video_input(*read_film(path), side)


def read_sound(path: Path) -> np.ndarray:
    """(samples, channels) in [-1, 1]: 16-bit PCM as it stands, anything else by ffmpeg."""
    if path.suffix == ".wav":
        with wave.open(str(path)) as file:
            return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels()) / 32768
    channels = probe(path, "a:0")["channels"]
    return np.frombuffer(ffmpeg("-i", str(path), "-f", "f32le", "-"), "<f4").reshape(-1, channels).astype(np.float64)


def read_film(path: Path) -> tuple[np.ndarray, float]:
    """(F, H, W, 3) bytes, and frames a second."""
    stream = probe(path, "v:0")
    data = ffmpeg("-i", str(path), "-sws_flags", f"bicubic+{COLOURS}", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    frames, seconds = map(int, stream["avg_frame_rate"].split("/"))
    return np.frombuffer(data, np.uint8).reshape(-1, stream["height"], stream["width"], 3), frames / seconds


def probe(path: Path, stream: str) -> dict:
    given = ["ffprobe", "-v", "error", "-select_streams", stream, "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(given, check=True, capture_output=True).stdout)["streams"][0]


def ffmpeg(*options: str, given: bytes | None = None) -> bytes:
    return subprocess.run(["ffmpeg", "-v", "error", "-y", *options], input=given, check=True, capture_output=True).stdout


def normalise(pixels: Tensor) -> Tensor:  # (3, ...) in 0 to 1
    shape = (3, *[1] * (pixels.dim() - 1))
    return (pixels - torch.tensor(MEAN).view(shape)) / torch.tensor(STD).view(shape)


def image_input(picture: Image.Image, side: int) -> Tensor:
    """(1, 3, S, S): shorter side to S, bicubic, and the middle of it."""
    short = min(picture.size)
    picture = picture.resize(tuple(int(side * length / short) for length in picture.size), Image.Resampling.BICUBIC)
    left, top = (int(round((length - side) / 2)) for length in picture.size)
    cropped = np.asarray(picture.crop((left, top, left + side, top + side)))
    return normalise(torch.from_numpy(cropped.copy()).permute(2, 0, 1).float() / 255)[None]


def clip_starts(duration: float, clips: int) -> list[float]:
    return [i * max(duration - CLIP_SECONDS, 0) / clips for i in range(clips)]


def video_input(frames: np.ndarray, rate: float, side: int) -> Tensor:
    """(1, 15, 3, 2, S, S): first and last frame of five clips, each in three crops."""
    crops = []
    for start in clip_starts(len(frames) / rate, VIDEO_CLIPS):
        first, end = math.ceil(rate * start), min(math.ceil(rate * (start + CLIP_SECONDS)), len(frames))
        clip = torch.from_numpy(frames[[first, end - 1]]).permute(3, 0, 1, 2).float() / 255  # (3, 2, H, W)
        height, width = clip.shape[-2:]
        size = (side, math.floor(width / height * side)) if height < width else (math.floor(height / width * side), side)
        scaled = normalise(functional.interpolate(clip, size=size, mode="bilinear", align_corners=False))
        for at in (0, math.ceil((max(size) - side) / 2), max(size) - side):
            top, left = (0, at) if height < width else (at, 0)
            crops.append(scaled[..., top:top + side, left:left + side])
    return torch.stack(crops)[None]


def audio_input(sound: np.ndarray) -> Tensor:
    """(samples, channels) -> (1, 3, 1, 128, 204)."""
    clips = []
    for start in clip_starts(len(sound) / RATE, AUDIO_CLIPS):
        clip = sound[int(start * RATE):int((start + CLIP_SECONDS) * RATE)]
        bank = filter_bank((clip - clip.mean())[:, 0])[:, :MEL_FRAMES]
        padded = np.pad(bank, ((0, 0), (0, MEL_FRAMES - bank.shape[1])))
        clips.append((padded - MEL_MEAN) / MEL_STD)
    return torch.from_numpy(np.stack(clips)).float()[None, :, None]


def filter_bank(clip: np.ndarray) -> np.ndarray:
    """Kaldi's log filter banks (mels, T) by transformers, with the settings that its own AST takes in torchaudio's place."""
    filters = mel_filter_bank(257, MELS, 20, RATE // 2, RATE, norm=None, mel_scale="kaldi", triangularize_in_mel_space=True)
    return spectrogram(clip, window_function(400, "hann", periodic=False), 400, 160, 512, power=2.0, center=False, preemphasis=0.97, mel_filters=filters,
                       log_mel="log", mel_floor=2.0**-23, remove_dc_offset=True, dtype=np.float64)
