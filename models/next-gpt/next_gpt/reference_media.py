"""Preprocessing as the original code does it, with Pillow, torch and numpy: decoded samples become ImageBind's inputs."""

import math

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from next_gpt.layout import IMAGEBIND
from next_gpt.manifest import CLIP

RATE, WINDOW, HOP, FFT = 16_000, 400, 160, 512
CLIP_SECONDS = 2


def normalise(pixels: Tensor) -> Tensor:  # (3, ...) in 0 to 1
    shape = (3, *[1] * (pixels.dim() - 1))
    return (pixels - torch.tensor(CLIP["mean"]).view(shape)) / torch.tensor(CLIP["std"]).view(shape)


def image_input(rgb: np.ndarray, side: int) -> Tensor:
    """(H, W, 3) bytes -> (1, 3, S, S): shorter side to S, bicubic, and the middle of it."""
    picture = Image.fromarray(rgb)
    short = min(picture.size)
    picture = picture.resize(tuple(int(side * length / short) for length in picture.size), Image.Resampling.BICUBIC)
    left, top = (int(round((length - side) / 2)) for length in picture.size)
    cropped = np.asarray(picture.crop((left, top, left + side, top + side)))
    return normalise(torch.from_numpy(cropped.copy()).permute(2, 0, 1).float() / 255)[None]


def clip_starts(duration: float, clips: int) -> list[float]:
    return [i * max(duration - CLIP_SECONDS, 0) / clips for i in range(clips)]


def video_input(frames: np.ndarray, rate: float, side: int) -> Tensor:
    """(F, H, W, 3) bytes -> (1, 15, 3, 2, S, S): first and last frame of five clips, each in three crops."""
    crops = []
    for start in clip_starts(len(frames) / rate, IMAGEBIND["clips"]["video"]):
        first, end = math.ceil(rate * start), min(math.ceil(rate * (start + CLIP_SECONDS)), len(frames))
        clip = torch.from_numpy(frames[[first, end - 1]]).permute(3, 0, 1, 2).float() / 255  # (3, 2, H, W)
        height, width = clip.shape[-2:]
        size = (side, math.floor(width / height * side)) if height < width else (math.floor(height / width * side), side)
        scaled = normalise(functional.interpolate(clip, size=size, mode="bilinear", align_corners=False))
        for at in (0, math.ceil((max(size) - side) / 2), max(size) - side):
            top, left = (0, at) if height < width else (at, 0)
            crops.append(scaled[..., top:top + side, left:left + side])
    return torch.stack(crops)[None]


def audio_input(wave: np.ndarray) -> Tensor:
    """(samples, channels) -> (1, 3, 1, 128, 204)."""
    clips = []
    for start in clip_starts(len(wave) / RATE, IMAGEBIND["clips"]["audio"]):
        clip = wave[int(start * RATE):int((start + CLIP_SECONDS) * RATE)].astype(np.float64)
        bank = filter_bank((clip - clip.mean())[:, 0]).T[:, :IMAGEBIND["mel_frames"]]
        padded = np.pad(bank, ((0, 0), (0, IMAGEBIND["mel_frames"] - bank.shape[1])))
        clips.append((padded + 4.268) / 9.138)
    return torch.from_numpy(np.stack(clips)).float()[None, :, None]


def filter_bank(wave: np.ndarray) -> np.ndarray:
    """Kaldi's log filter banks (T, mels): 25 ms Hann windows every 10 ms, each without its mean, pre-emphasis 0.97, no dither."""
    frames = np.lib.stride_tricks.sliding_window_view(wave, WINDOW)[::HOP]
    frames = frames - frames.mean(1, keepdims=True)
    frames = frames - 0.97 * np.concatenate([frames[:, :1], frames[:, :-1]], 1)
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW), FFT)) ** 2
    mel = lambda hz: 1127 * np.log(1 + np.asarray(hz) / 700)
    corners = np.linspace(mel(20), mel(RATE / 2), IMAGEBIND["mels"] + 2)
    bins = mel(np.arange(FFT // 2) * RATE / FFT)[None]
    low, middle, high = (corners[i:i + IMAGEBIND["mels"], None] for i in range(3))
    weights = np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
    return np.log(np.maximum(power[:, :-1] @ weights.T, np.finfo(np.float32).eps))
