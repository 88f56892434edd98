"""What of a picture goes where: for every place of every frame of a clip, how far away it stood in the first frame.

Such backward displacements are what clips are denoised as (latent flow diffusion, Ni et al. 2023): they are smooth where pixels are not.
"""

import numpy as np

from animate import FRAMES, at
from draw import FOOT, Instance, Staging, shade, thing_width
from places import PICTURE

GRID = 16  # places abreast for which the things' displacement is told; the floor's are half as many
UNIT = 20.0  # picture units of displacement that count as 1
# Channels: the things' displacement at 2 x 2 places, the floor's, and how much fainter the floor's shade is.
THINGS, FLOOR, FAINTER = slice(0, 8), slice(8, 10), slice(10, 11)
CHANNELS = FAINTER.stop


def motion_of(staging: Staging) -> tuple[np.ndarray, np.ndarray]:
    """Motion latents float32 [16, 11, 8, 8] of what is staged, and at which of their places things are, float32 [16, 1, 8, 8]."""
    moments = [at(staging, frame / (FRAMES - 1), frame).instances for frame in range(FRAMES)]
    pairs = [list(zip(staging.instances, instances)) for instances in moments]
    latents, covered = zip(*(_frame(staging, moment) for moment in pairs))
    return np.stack(latents).astype(np.float32), np.stack(covered).astype(np.float32)


def _frame(staging: Staging, moment: list[tuple[Instance, Instance]]) -> tuple[np.ndarray, np.ndarray]:
    fine, coarse, thing = _places(GRID), _places(GRID // 2), staging.scene.thing
    things = _of_nearest(fine, [(_middle(now), _thing_source(fine, before, now)) for before, now in moment])  # (2, 16, 16)
    floors = _of_nearest(coarse, [((now.x, now.floor), _floor_source(coarse, thing, before, now)) for before, now in moment])  # (3, 8, 8)
    split = things.reshape(2, GRID // 2, 2, GRID // 2, 2).transpose(0, 2, 4, 1, 3).reshape(8, GRID // 2, GRID // 2)
    covered = np.max([_covers(coarse, thing, now) for _, now in moment], axis=0)
    return np.concatenate([split / UNIT, floors[:2] / UNIT, floors[2:]]), covered[None]


def _places(grid: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y of the middles of grid x grid places, in picture units."""
    middles = (np.arange(grid) + 0.5) * PICTURE / grid
    return np.meshgrid(middles, middles)


def _middle(now: Instance) -> tuple[float, float]:
    up = 0.5 * FOOT * now.scale * now.tall
    turn = np.radians(now.turn)
    return now.x + np.sin(turn) * up, now.y - np.cos(turn) * up


def _of_nearest(places: tuple[np.ndarray, np.ndarray], moved: list[tuple[tuple[float, float], np.ndarray]]) -> np.ndarray:
    """At every place the values of the instance whose middle is nearest."""
    distances = np.stack([np.hypot(places[0] - x, places[1] - y) for (x, y), _ in moved])
    return np.take_along_axis(np.stack([values for _, values in moved]), distances.argmin(0)[None, None], 0)[0]


def _thing_source(places: tuple[np.ndarray, np.ndarray], before: Instance, now: Instance) -> np.ndarray:
    """Displacement back to the first frame: the sprite's stretch and turn about its foot, undone."""
    turn = np.radians(now.turn)
    right, down = places[0] - now.x, places[1] - now.y
    across = (np.cos(turn) * right + np.sin(turn) * down) * before.scale / (now.scale * now.wide)
    along = (np.cos(turn) * down - np.sin(turn) * right) * before.scale / (now.scale * now.tall)
    return np.stack([before.x + across - places[0], before.y + along - places[1]])


def _floor_source(places: tuple[np.ndarray, np.ndarray], thing: str, before: Instance, now: Instance) -> np.ndarray:
    """The same for the shadow or the water beneath, and by how much its shade is fainter."""
    first, shaded = shade(thing, before), shade(thing, now)
    x = before.x + (places[0] - now.x) * first.rx / shaded.rx
    y = before.floor + (places[1] - now.floor) * first.ry / shaded.ry
    return np.stack([x - places[0], y - places[1], np.full_like(x, shaded.alpha / first.alpha - 1)])


def _covers(places: tuple[np.ndarray, np.ndarray], thing: str, now: Instance) -> np.ndarray:
    """Which places an upright box around the thing touches."""
    x, y = _middle(now)
    half = (0.5 * thing_width(thing) * now.scale * now.wide, 0.5 * FOOT * now.scale * now.tall)
    reach = PICTURE / GRID  # half a place
    return (np.abs(places[0] - x) < half[0] + reach) & (np.abs(places[1] - y) < half[1] + reach)
