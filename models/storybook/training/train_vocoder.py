"""First stage, decoders: the vocoder learns waveforms from log-mel spectrograms by spectral losses alone."""

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from library import Library
from mel import log_mel_torch
from play import play_scene
from trainer import arguments, averaged, train
from vocoder import Vocoder

RESOLUTIONS = ((128, 32), (256, 64), (512, 128), (1024, 256), (2048, 512))  # FFT size and hop
BLOCKS = 8  # of a frame
BLOCK = 32  # samples


def trained_vocoder(device: str = "cpu") -> Vocoder:
    return averaged("vocoder", Vocoder(), device)


@torch.autocast("cpu", enabled=False)
def spectral_loss(made: Tensor, real: Tensor) -> Tensor:
    """Distance of magnitudes and of their logarithms over several resolutions; waves [B, N]."""
    total = made.new_zeros(())
    for size, hop in RESOLUTIONS:
        window = torch.hann_window(size, device=made.device)
        a, b = (torch.stft(wave, size, hop, window=window, return_complex=True).abs() for wave in (made, real))
        total = total + (a - b).norm() / b.norm() + F.l1_loss((a + 1e-3).log(), (b + 1e-3).log())
    return total


def loudness(wave: Tensor) -> Tensor:
    """[B, N] -> the mean loudness of every block, [B, N / BLOCK]."""
    return F.avg_pool1d(wave.abs()[:, None], BLOCK)[:, 0]


@torch.autocast("cpu", enabled=False)
def loudness_loss(made: Tensor, real: Tensor) -> Tensor:
    """Distance of the loudness curves, to the sound's own mean: a loudness that repeats with the vocoder's frames is heard as a buzz."""
    return ((made - real).abs().mean(1) / (real.mean(1) + 1e-3)).mean()


@torch.autocast("cpu", enabled=False)
def buzz_loss(made: Tensor, real: Tensor) -> Tensor:
    """How much of the error of loudness curves repeats with the vocoder's frames, beside what the real loudness does."""
    error, blocks = made - real, made.shape[1]
    angles = 2 * math.pi / BLOCKS * torch.arange(blocks, device=made.device) * torch.tensor([[1.0], [2.0], [3.0]], device=made.device)
    repeating = (error @ angles.cos().T).square() + (error @ angles.sin().T).square()  # (B, 3)
    whole = (real - real.mean(1, keepdim=True)).square().sum(1).clamp(min=1e-6)
    return (repeating.sum(1) / blocks / whole + 1e-6).sqrt().mean()


def main() -> None:
    given = arguments(__doc__, minutes=8, batch=8, rate=6e-4).parse_args()
    library, rng, net = Library(), np.random.default_rng(), Vocoder().to(given.device)

    def loss_of(step: int) -> Tensor:
        scenes = [library.scenes[index] for index in rng.integers(len(library), size=given.batch)]
        real = torch.from_numpy(np.stack([play_scene(scene, rng) for scene in scenes])).to(given.device)
        mel = log_mel_torch(real)
        made = net(mel[:, None]).float()
        curves = loudness(made), loudness(real)
        return spectral_loss(made, real) + 2 * loudness_loss(*curves) + 4 * buzz_loss(*curves) + 2 * F.l1_loss(log_mel_torch(made), mel)

    train("vocoder", net, loss_of, given)


if __name__ == "__main__":
    main()
