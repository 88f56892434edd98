"""A critic of painted pictures, in training only: a painter that is unsure paints a blur, which no render has, and the critic tells."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from library import RUNS

RATE = 4e-4
BETAS = (0.5, 0.95)


class Critic(nn.Module):
    """[B, 3, 128, 128] -> scores [B, 1, 15, 15], each of a patch of 34 pixels: above 0 for a render, below for a painting (PatchGAN, Isola et al. 2017)."""

    def __init__(self, widths: tuple[int, int, int] = (48, 96, 160)):
        super().__init__()
        steps = zip((3, *widths), widths)
        self.look = nn.ModuleList(nn.utils.spectral_norm(nn.Conv2d(before, after, 4, stride=2, padding=1)) for before, after in steps)
        self.judge = nn.utils.spectral_norm(nn.Conv2d(widths[-1], 1, 4, padding=1))

    def forward(self, pictures: Tensor) -> Tensor:
        seen = pictures.contiguous(memory_format=torch.channels_last)
        for look in self.look:
            seen = F.leaky_relu(look(seen), 0.2)
        return self.judge(seen)


class Critique:
    """The critic with its own optimiser: learns at every step from what the painter made and from renders (hinge loss, Lim and Ye 2017)."""

    path = RUNS / "critic.pt"

    def __init__(self, device: str):
        self.critic = Critic().to(device, memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(self.critic.parameters(), lr=RATE, betas=BETAS, weight_decay=0.0)
        if self.path.exists():
            self.critic.load_state_dict(torch.load(self.path, map_location=device, weights_only=True))

    def loss(self, painted: Tensor, real: Tensor) -> Tensor:
        """What the critic says of the paintings, for the painter to make smaller."""
        wrong = F.relu(1 - self.critic(real)).mean() + F.relu(1 + self.critic(painted.detach())).mean()
        wrong.backward()
        self.optimiser.step()
        self.critic.requires_grad_(False)
        said = -self.critic(painted).mean()
        self.critic.requires_grad_(True)
        self.optimiser.zero_grad()
        return said

    def save(self) -> None:
        torch.save(self.critic.state_dict(), self.path)
