"""The vocoder: a log-mel spectrogram becomes a waveform through an inverse-STFT head."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Vocoder(nn.Module):
    """[B, 1, 64, 256] normalised log-mel -> waveform [B, 65536] at 16 kHz.

    ConvNeXt blocks over time predict magnitude and phase of every frame (Vocos, Siuzdak 2023); the inverse STFT is a
    matrix product and an overlap-add written as a transposed convolution, so that it runs in any ONNX runtime.
    """

    def __init__(self, mels: int = 64, frames: int = 256, fft: int = 1024, hop: int = 256, width: int = 256, depth: int = 6):
        super().__init__()
        self.fft, self.hop, self.length = fft, hop, frames * hop
        self.stem = nn.Conv1d(mels, width, 7, padding=3)
        self.blocks = nn.ModuleList(Mix(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 3 * (fft // 2 + 1))
        window = torch.hann_window(fft)
        bins, times = torch.arange(fft // 2 + 1)[:, None], torch.arange(fft)[None]
        weight = torch.full((fft // 2 + 1, 1), 2.0)
        weight[0] = weight[-1] = 1.0
        angles = 2 * torch.pi * bins * times / fft
        basis = torch.cat([weight * angles.cos(), -weight * angles.sin()]) / fft  # (2 * bins, fft)
        self.register_buffer("basis", (basis * window)[:, None], persistent=False)
        envelope = F.conv_transpose1d(window.square()[None, :, None].expand(1, fft, frames), torch.eye(fft)[:, None], stride=hop)
        self.register_buffer("envelope", envelope[..., fft // 2 : fft // 2 + self.length].clamp(min=1e-3), persistent=False)

    def forward(self, mel: Tensor) -> Tensor:
        x = self.stem(mel[:, 0])  # (B, width, 256)
        for block in self.blocks:
            x = block(x)
        magnitude, real, imaginary = self.head(self.norm(x.transpose(1, 2))).float().transpose(1, 2).chunk(3, 1)
        magnitude = torch.exp(magnitude.clamp(max=6.0))
        length = torch.sqrt(real.square() + imaginary.square() + 1e-6)
        spectrum = torch.cat([magnitude * real / length, magnitude * imaginary / length], 1)  # (B, 2 * bins, 256)
        wave = F.conv_transpose1d(spectrum, self.basis, stride=self.hop)
        return (wave[..., self.fft // 2 : self.fft // 2 + self.length] / self.envelope)[:, 0]


class Mix(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.along = nn.Conv1d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mlp(self.norm(self.along(x).transpose(1, 2))).transpose(1, 2)
