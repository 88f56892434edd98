"""The joint encoders (ImageBind's role): a picture, a log-mel spectrogram or a clip becomes a few embeddings of one shared space."""

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from unet import attend, unshuffle

@dataclass(frozen=True)
class View:
    """What an encoder looks at: channels, height and width, patch, widths from fine to coarse; of a clip, how many moments."""

    channels: int
    size: tuple[int, int]
    patch: tuple[int, int]
    widths: tuple[int, ...]
    moments: int = 1

    @property
    def places(self) -> int:
        """Places of the coarsest level, in all moments."""
        return self.moments * math.prod(side // (patch << len(self.widths)) for side, patch in zip(self.size, self.patch))


VIEWS = {
    "image": View(3, (128, 128), (4, 4), (96, 160, 224)),
    "audio": View(1, (64, 256), (4, 4), (64, 128, 224)),
    "video": View(6, (64, 64), (4, 4), (112, 192), moments=4),
}
PICTURE_SIDE = VIEWS["image"].size[0]  # at which frames of clips are looked at like pictures


class Encoder(nn.Module):
    """[B, 3, 128, 128], [B, 1, 64, 256] or [B, 16, 3, 64, 64], values about [-1, 1] -> embeddings [B, tokens, 256].

    Of a clip a few frames, evenly spaced, are looked at one by one, each beside how it differs from the first; the queries
    read the places of all of them.
    """

    def __init__(self, view: View, tokens: int = 8, width: int = 256):
        super().__init__()
        self.patch, self.moments, self.tokens, widths = view.patch, view.moments, tokens, view.widths
        self.stem = nn.Conv2d(view.channels * self.patch[0] * self.patch[1], widths[0], 3, padding=1)
        self.levels = nn.ModuleList()
        for previous, level in zip((widths[0], *widths), widths):
            halve = nn.Conv2d(previous, level, 3, stride=2, padding=1)
            self.levels.append(nn.Sequential(halve, Residual(level), Residual(level)))
        self.to_places = nn.Linear(widths[-1], width)
        self.where = nn.Parameter(torch.randn(1, view.places, width) * 0.02)
        self.queries = nn.Parameter(torch.randn(1, tokens, width) * 0.02)
        self.readers = nn.ModuleList(Reader(width) for _ in range(2))
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        pictures = x if x.dim() == 4 else self.look(x)  # (B * moments, C, H, W)
        seen = self.stem(unshuffle(pictures, self.patch).contiguous(memory_format=torch.channels_last))
        for level in self.levels:
            seen = level(seen)
        seen = seen.flatten(2).transpose(1, 2).reshape(x.shape[0], -1, seen.shape[1])  # (B, places, C)
        places = self.to_places(seen) + self.where  # (B, places, width)
        tokens = self.queries.expand(x.shape[0], -1, -1)
        for reader in self.readers:
            tokens = reader(tokens, places)
        return self.norm(tokens)

    def look(self, clip: Tensor) -> Tensor:
        """Frames [B, F, 3, H, W] -> those of the moments, each with its difference to the first, [B * moments, 6, H, W]."""
        chosen = clip[:, :: (clip.shape[1] - 1) // (self.moments - 1)]
        return torch.cat([chosen, chosen - clip[:, :1]], 2).flatten(0, 1)


class ClipEncoder(nn.Module):
    """A clip [B, 16, 3, 64, 64] as a picture and a motion, [B, 16, 256]: what its first frame shows to the encoder of pictures, then what moves.

    Two ways of looking, as in SlowFast (Feichtenhofer et al. 2019): an encoder of whole clips tells motions early and things late.
    """

    def __init__(self, still: Encoder, moving: Encoder):
        super().__init__()
        self.still, self.moving, self.tokens = still, moving, still.tokens + moving.tokens

    def forward(self, clip: Tensor) -> Tensor:
        return torch.cat([self.still(enlarged(clip[:, 0], PICTURE_SIDE)), self.moving(clip)], 1)


def enlarged(small: Tensor, side: int) -> Tensor:
    """[B, C, H, W] -> [B, C, side, side]."""
    return F.interpolate(small, size=(side, side), mode="bilinear", align_corners=False)


class Residual(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.norm_in, self.norm_out = nn.GroupNorm(8, width), nn.GroupNorm(8, width)
        self.conv_in, self.conv_out = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv_out(F.silu(self.norm_out(self.conv_in(F.silu(self.norm_in(x))))))


class Reader(nn.Module):
    """Learned queries read from a sequence: attention over the queries and the sequence together, then an MLP."""

    def __init__(self, width: int, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.norm, self.norm_source, self.norm_mlp = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)
        self.query, self.key_value, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, tokens: Tensor, source: Tensor, mask: Tensor | None = None) -> Tensor:
        """tokens [B, T, W], source [B, N, W], mask [B, 1, 1, T + N] added to the scores -> [B, T, W]."""
        normed = self.norm(tokens)
        both = torch.cat([normed, self.norm_source(source)], 1)
        key, value = self.key_value(both).unflatten(-1, (2, self.heads, -1)).unbind(2)
        query = self.query(normed).unflatten(-1, (self.heads, -1))
        mixed = attend(query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2), mask)
        tokens = tokens + self.out(mixed.transpose(1, 2).flatten(2))
        return tokens + self.mlp(self.norm_mlp(tokens))


class Judge(nn.Module):
    """Classifies every attribute that a modality carries; a network of its own, trained on real renders only."""

    def __init__(self, modality: str, classes: list[int]):
        super().__init__()
        view = VIEWS[modality]
        slimmer = tuple(width // 2 for width in view.widths)
        self.encoder = Encoder(replace(view, widths=slimmer), tokens=4, width=128)
        self.heads = nn.ModuleList(nn.Linear(4 * 128, count) for count in classes)

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        tokens = self.encoder(x).flatten(1)
        return tuple(head(tokens) for head in self.heads)


class ClipJudge(nn.Module):
    """A clip [B, 16, 3, 64, 64] by a judge of whole clips, and, for what is there all the time, by the judge of pictures.

    Three opinions count alike: of the first frame, of four frames on the average (things turn, and leave), and of the clip.
    """

    def __init__(self, still: Judge, moving: Judge, shown: list[int]):
        super().__init__()
        self.still, self.moving, self.shown = still, moving, shown  # indices of the attributes that stay

    def forward(self, clip: Tensor) -> tuple[Tensor, ...]:
        frames = [torch.log_softmax(head, -1).unflatten(0, (clip.shape[0], -1)) for head in self.still(enlarged(clip[:, ::5].flatten(0, 1), PICTURE_SIDE))]
        judged = list(self.moving(clip))
        for at in self.shown:
            judged[at] = frames[at][:, 0] + frames[at].mean(1) + torch.log_softmax(judged[at], -1)
        return tuple(judged)
