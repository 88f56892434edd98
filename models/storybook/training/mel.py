"""Log-mel features of a clip: the picture of a sound that encoders, denoiser, judges and vocoder share.

Steps, to be repeated exactly elsewhere (all in float64 until the end):
1. pad 512 samples on both sides by reflection without repeating the edge sample: padded[i] = wave[512 - i] for i < 512;
2. frame t = padded[256 t : 256 t + 1024], t = 0..255, times the periodic Hann window 0.5 - 0.5 cos(2 pi n / 1024);
3. power |FFT|^2 of bins 0..512 (no scaling), bin k at k * 16000 / 1024 Hz;
4. 64 triangles of height 1 (no area normalisation) with corners evenly spaced from mel(0) to mel(8000) on the HTK scale
   mel(f) = 2595 log10(1 + f / 700): filter m rises linearly in Hz from corner m to m + 1 and falls to m + 2;
5. natural log of max(energy, 1e-5);
6. (value - LOG_MEAN) / LOG_SCALE.
"""

from functools import cache

import numpy as np
import scipy.fft
import torch

RATE, N_FFT, HOP, FRAMES, MELS = 16_000, 1024, 256, 256, 64
ENERGY_FLOOR = 1e-5
LOG_MEAN, LOG_SCALE = -1.0, 8.0  # over the world 99.6 % of the normalised values lie in [-1, 1]


def log_mel(wave: np.ndarray) -> np.ndarray:
    """float32 [64, 256] of a wave [65536] at 16 kHz."""
    wave = wave.astype(np.float64)
    half = N_FFT // 2
    padded = np.concatenate([wave[half:0:-1], wave, wave[-2 : -half - 2 : -1]])
    frames = np.lib.stride_tricks.sliding_window_view(padded, N_FFT)[::HOP][:FRAMES] * hann()
    spectrum = scipy.fft.rfft(frames, axis=1, overwrite_x=True)  # [256, 513]
    power = spectrum.real**2 + spectrum.imag**2
    energy = filters() @ power.T  # [64, 256]
    return ((np.log(np.maximum(energy, ENERGY_FLOOR)) - LOG_MEAN) / LOG_SCALE).astype(np.float32)


@torch.autocast("cuda", enabled=False)
@torch.autocast("cpu", enabled=False)
def log_mel_torch(waves: torch.Tensor) -> torch.Tensor:
    """[B, 64, 256] of waves [B, 65536], differentiable, in the precision of `waves` (float32 or float64), never lower.

    Agrees with log_mel within 1e-4 in float32.
    """
    window = torch.as_tensor(hann(), dtype=waves.dtype, device=waves.device)
    bank = torch.as_tensor(filters(), dtype=waves.dtype, device=waves.device)
    spectrum = torch.stft(waves, N_FFT, HOP, window=window, center=True, pad_mode="reflect", return_complex=True)
    power = (spectrum.real**2 + spectrum.imag**2)[..., :FRAMES]  # [B, 513, 256]
    return ((bank @ power).clamp_min(ENERGY_FLOOR).log() - LOG_MEAN) / LOG_SCALE


@cache
def hann() -> np.ndarray:
    """[1024] periodic Hann window."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)


@cache
def filters(mels: int = MELS, fft: int = N_FFT) -> np.ndarray:
    """[mels, fft / 2 + 1] triangular filters on the HTK mel scale, each of height 1."""
    top = 2595 * np.log10(1 + (RATE / 2) / 700)
    corners = 700 * (10 ** (np.linspace(0, top, mels + 2) / 2595) - 1)  # Hz
    bins = np.arange(fft // 2 + 1) * RATE / fft  # Hz
    low, middle, high = (corners[offset : offset + mels, None] for offset in range(3))
    return np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
