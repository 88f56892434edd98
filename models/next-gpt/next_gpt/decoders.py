"""The three diffusion decoders as a pack's graphs: sample, timestep, condition -> prediction; latents -> pixels or mel; mel -> waveform."""

from torch import Tensor, nn

IMAGE_SCALE = 0.18215  # of Stable Diffusion; the original code divides by it whatever the VAE's own configuration says


class Denoiser(nn.Module):
    """`labels`: the condition is one class embedding (AudioLDM), else the states that cross-attention reads."""

    def __init__(self, unet: nn.Module, labels: bool):
        super().__init__()
        self.unet, self.labels = unet, labels

    def forward(self, sample: Tensor, timestep: Tensor, condition: Tensor) -> Tensor:
        if self.labels:
            return self.unet(sample, timestep, encoder_hidden_states=None, class_labels=condition[:, 0]).sample
        return self.unet(sample, timestep, encoder_hidden_states=condition).sample


class LatentDecoder(nn.Module):
    """Latents (1, C, h, w), or of a film (1, C, F, h, w) -> (frames, channels, H, W)."""

    def __init__(self, vae: nn.Module, scale: float):
        super().__init__()
        self.vae, self.scale = vae, scale

    def forward(self, latents: Tensor) -> Tensor:
        frames = latents[0].transpose(0, 1) if latents.dim() == 5 else latents
        return self.vae.decode(frames / self.scale).sample


class Vocoder(nn.Module):
    """Log-mel (1, 1, T, mels) -> waveform (1, samples)."""

    def __init__(self, hifigan: nn.Module):
        super().__init__()
        self.hifigan = hifigan

    def forward(self, mel: Tensor) -> Tensor:
        return self.hifigan(mel[:, 0])
