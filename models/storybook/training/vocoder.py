"""The vocoder: a log-mel spectrogram becomes a waveform through an inverse-STFT head."""

import torch
from torch import Tensor, nn

FFT, HOP = 1024, 256


class Vocoder(nn.Module):
    """[B, 1, 64, 256] normalised log-mel -> waveform [B, 65536] at 16 kHz.

    ConvNeXt blocks over time predict magnitude and phase of every frame (Vocos, Siuzdak 2023); the inverse STFT is a
    matrix product and an overlap-add written as a transposed convolution, so that it runs in any ONNX runtime.
    """

    def __init__(self, mels: int = 64, width: int = 256, depth: int = 6):
        super().__init__()
        self.stem = nn.Conv1d(mels, width, 7, padding=3)
        self.blocks = nn.ModuleList(Mix(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 3 * (FFT // 2 + 1))
        window = torch.hann_window(FFT)
        bins, times = torch.arange(FFT // 2 + 1)[:, None], torch.arange(FFT)[None]
        weight = torch.full((FFT // 2 + 1, 1), 2.0)
        weight[0] = weight[-1] = 1.0
        angles = 2 * torch.pi * bins * times / FFT
        basis = torch.cat([weight * angles.cos(), -weight * angles.sin()]) / FFT  # (2 * bins, FFT)
        self.register_buffer("basis", (basis * window)[:, None], persistent=False)
        envelope = nn.functional.conv_transpose1d(window.square()[None, None].repeat(1, 1, 1).expand(1, 1, FFT).transpose(1, 2)
                                                  .reshape(1, FFT, 1).expand(1, FFT, 256) * 1.0, torch.eye(FFT)[:, None], stride=HOP)
        self.register_buffer("envelope", envelope[..., FFT // 2 : FFT // 2 + 256 * HOP].clamp(min=1e-3), persistent=False)

    def forward(self, mel: Tensor) -> Tensor:
        x = self.stem(mel[:, 0])  # (B, width, 256)
        for block in self.blocks:
            x = block(x)
        magnitude, real, imaginary = self.head(self.norm(x.transpose(1, 2))).float().transpose(1, 2).chunk(3, 1)
        magnitude = torch.exp(magnitude.clamp(max=6.0))
        length = torch.sqrt(real.square() + imaginary.square() + 1e-6)
        spectrum = torch.cat([magnitude * real / length, magnitude * imaginary / length], 1)  # (B, 2 * bins, 256)
        wave = nn.functional.conv_transpose1d(spectrum, self.basis, stride=HOP)
        return (wave[..., FFT // 2 : FFT // 2 + 256 * HOP] / self.envelope)[:, 0]


class Mix(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.along = nn.Conv1d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mlp(self.norm(self.along(x).transpose(1, 2))).transpose(1, 2)
