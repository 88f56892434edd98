"""First stage, decoders: the animator learns to take pictures apart into things, floor, ground and weather; how these move, it is told."""

import numpy as np
import torch
from torch.nn import functional as F

from animator import MOMENTS, Animator, drawn_apart, over, premultiplied
from draw import stage
from train_denoiser import Kept, a_little_wrong, latents_of, stressed
from train_painter import trained_painter
from trainer import arguments, averaged, train
from world import Scene

PAINTED = 0.4  # share of a batch that is as the painter paints it, for such are the first frames
HALO = 9  # pixels: a thing and a rim of half of this around it count more


def trained_animator(device: str = "cpu") -> Animator:
    return averaged("animator", Animator(), device)


def taken_apart(scene: Scene, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """A picture's layers [3, 128, 128, 4] and its weather's moment."""
    staging = stage(scene, rng)
    return drawn_apart(staging), MOMENTS.index((scene.weather, staging.phase))


def main() -> None:
    given = arguments(__doc__, minutes=20, batch=16, rate=1e-3).parse_args()
    net, rng, painter = Animator().to(given.device, memory_format=torch.channels_last), np.random.default_rng(), trained_painter(given.device)
    drawings = Kept(lambda scenes: (taken_apart(scene, rng) for scene in scenes), rng, most=8_000)

    def loss_of(step: int) -> torch.Tensor:
        _, layers, moments = drawings.batch(given.batch)
        now = torch.tensor(moments, device=given.device)
        things, floor, ground = premultiplied(np.stack(layers)).to(given.device).unbind(1)
        real = over(net.skies[now], over(things, over(floor, ground[:, :3])))
        painted = round(PAINTED * given.batch)
        with torch.no_grad():
            seen = torch.cat([painter(a_little_wrong(latents_of(painter.patches, real[:painted]))), real[painted:]])
        # Where the ground is seen, what the painter painted is right.
        clear = (1 - things[:, 3:]) * (1 - floor[:, 3:]) * (1 - net.skies[now, 3:])
        ground = ground[:, :3] + clear * (seen - real)
        made_things, made_floor, made_ground, logits = net.taken_apart(seen)
        weight = stressed(F.max_pool2d(things[:, 3:], HALO, 1, HALO // 2))
        errors = [(made - wanted).abs() * weight for made, wanted in ((made_things, things), (made_floor, floor), (made_ground, ground))]
        return sum(error.mean() for error in errors) + 0.1 * F.cross_entropy(logits, now)

    train("animator", net, loss_of, given)


if __name__ == "__main__":
    main()
