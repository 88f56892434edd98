"""The vocoder: a log-mel spectrogram becomes a waveform through an inverse-STFT head."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mel import ENERGY_FLOOR, LOG_MEAN, LOG_SCALE, filters

FLOOR = math.log(ENERGY_FLOOR)
ROUNDS = 4  # mel error 0.077 -> 0.024; twice as many bring 0.020
PHASES = 8  # parts of a frame whose loudness is made even


class Vocoder(nn.Module):
    """[B, 1, 64, 256] normalised log-mel -> waveform [B, 65536] at 16 kHz.

    ConvNeXt blocks over time predict magnitude and phase of every frame (Vocos, Siuzdak 2023). Frames overlap and disagree: what is
    heard has another spectrogram than the one that was wanted. So once trained, the waveform's own spectrum is brought back to it,
    `rounds` times, phases kept, in the manner of Griffin and Lim (1984). Both Fourier transforms are matrix products written as (transposed)
    convolutions, so that it runs in any ONNX runtime.
    """

    def __init__(self, mels: int = 64, frames: int = 256, fft: int = 1024, hop: int = 256, width: int = 256, depth: int = 6, rounds: int = ROUNDS):
        super().__init__()
        self.fft, self.hop, self.frames, self.length, self.rounds = fft, hop, frames, frames * hop, rounds
        self.stem = nn.Conv1d(mels, width, 7, padding=3)
        self.blocks = nn.ModuleList(Mix(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 3 * (fft // 2 + 1))
        window = torch.hann_window(fft)
        bins, times = torch.arange(fft // 2 + 1)[:, None], torch.arange(fft)[None]
        weight = torch.full((fft // 2 + 1, 1), 2.0)
        weight[0] = weight[-1] = 1.0
        angles = 2 * torch.pi * bins * times / fft
        waves = torch.cat([angles.cos(), -angles.sin()])  # (2 * bins, fft)
        bank = torch.from_numpy(filters(mels, fft)).float()
        constants = {"waves": (waves * window)[:, None], "weight": torch.cat([weight, weight]) / fft,
                     "between": between(hop), "bank": bank, "spread": (bank / bank.sum(0).clamp(min=1e-3)).T}
        envelope = F.conv_transpose1d(window.square()[None, :, None].expand(1, fft, frames), torch.eye(fft)[:, None], stride=hop)
        constants["envelope"] = envelope[..., fft // 2 : fft // 2 + self.length].clamp(min=1e-3)
        for name, constant in constants.items():
            self.register_buffer(name, constant, persistent=False)

    def forward(self, mel: Tensor) -> Tensor:
        x = self.stem(mel[:, 0])  # (B, width, 256)
        for block in self.blocks:
            x = block(x)
        magnitude, real, imaginary = self.head(self.norm(x.transpose(1, 2))).float().transpose(1, 2).chunk(3, 1)
        magnitude = torch.exp(magnitude.clamp(max=6.0))
        length = torch.sqrt(real.square() + imaginary.square() + 1e-6)
        wave = self.wave_of(torch.cat([magnitude * real / length, magnitude * imaginary / length], 1))
        if self.training:
            return wave[:, 0]
        wanted = mel[:, 0].float() * LOG_SCALE + LOG_MEAN  # log energies (B, mels, 256)
        for _ in range(self.rounds):
            wave = self.wave_of(self.corrected(self.spectrum_of(wave), wanted))
        return self.even(wave[:, 0])

    def even(self, wave: Tensor) -> Tensor:
        """Takes away the part of the loudness that repeats with the frames all through a sound, which is heard as a buzz; waves [B, N]."""
        loudness = wave.abs().unflatten(1, (self.frames, PHASES, -1)).mean((1, 3))  # (B, PHASES)
        gains = loudness.mean(1, keepdim=True) / loudness.clamp(min=1e-6)
        return wave * (gains @ self.between).repeat(1, self.frames)

    def wave_of(self, spectrum: Tensor) -> Tensor:
        """Inverse STFT: [B, 2 * bins, 256] -> [B, 1, N]."""
        wave = F.conv_transpose1d(spectrum * self.weight, self.waves, stride=self.hop)
        return wave[..., self.fft // 2 : self.fft // 2 + self.length] / self.envelope

    def spectrum_of(self, wave: Tensor) -> Tensor:
        """STFT: [B, 1, N] -> real above imaginary parts [B, 2 * bins, 256]."""
        return F.conv1d(F.pad(wave, (self.fft // 2, self.fft // 2), mode="reflect"), self.waves, stride=self.hop)[..., : self.frames]

    def corrected(self, spectrum: Tensor, wanted: Tensor) -> Tensor:
        """Every bin is scaled as the mel bands that it lies in ask for."""
        real, imaginary = spectrum.chunk(2, 1)
        found = (self.bank @ (real.square() + imaginary.square()) + 1e-8).log()
        gain = (0.5 * self.spread @ (wanted.clamp(min=FLOOR) - found).clamp(-4, 4)).exp()
        return spectrum * torch.cat([gain, gain], 1)


class Mix(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.along = nn.Conv1d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mlp(self.norm(self.along(x).transpose(1, 2))).transpose(1, 2)


def between(hop: int) -> Tensor:
    """[PHASES, hop]: a frame's samples lie between the middles of its parts, and go round."""
    at = (torch.arange(hop) + 0.5) / hop * PHASES - 0.5
    near = (at[None] - torch.arange(PHASES)[:, None]).abs()
    return (1 - torch.minimum(near, PHASES - near)).clamp(min=0)
