"""What photo-like pictures are put together from: solids, each a signed distance with a material (Quilez's distance functions, sphere-traced by eval_foreign_march.py)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Points = np.ndarray  # [n, 3]


@dataclass(frozen=True)
class Solid:
    """A distance to its surface, and the colour and gloss of its material at a point."""

    distance: Callable[[Points], np.ndarray]
    colour: Callable[[Points], np.ndarray]
    gloss: float


# Shapes, each around an own middle.
def ball(at: np.ndarray, radius: float) -> Callable[[Points], np.ndarray]:
    return lambda p: np.linalg.norm(p - at, axis=1) - radius


def block(at: np.ndarray, half: np.ndarray, turn: float = 0.0, round_by: float = 0.03) -> Callable[[Points], np.ndarray]:
    c, s = np.cos(turn), np.sin(turn)

    def distance(p: Points) -> np.ndarray:
        x, y, z = (p - at).T
        q = np.abs(np.stack([c * x - s * z, y, s * x + c * z], 1)) - (half - round_by)
        return np.linalg.norm(np.maximum(q, 0), axis=1) + np.minimum(q.max(1), 0) - round_by

    return distance


def tube(at: np.ndarray, radius: float, half: float, wall: float | None = None) -> Callable[[Points], np.ndarray]:
    """An upright cylinder; with a `wall` it is hollow and open above, as a mug."""

    def distance(p: Points) -> np.ndarray:
        x, y, z = (p - at).T
        around = np.hypot(x, z)
        solid = np.maximum(around - radius, np.abs(y) - half)
        return solid if wall is None else np.maximum(solid, -np.maximum(around - radius + wall, -half + wall - y))

    return distance


def ring(at: np.ndarray, radius: float, thick: float, upright: bool = False) -> Callable[[Points], np.ndarray]:
    def distance(p: Points) -> np.ndarray:
        x, y, z = (p - at).T
        a, b, c = (x, y, z) if upright else (x, z, y)
        return np.hypot(np.hypot(a, b) - radius, c) - thick

    return distance


def floor(height: float, bump: Callable[[Points], np.ndarray] | None = None) -> Callable[[Points], np.ndarray]:
    return lambda p: p[:, 1] - height if bump is None else 0.6 * (p[:, 1] - height - bump(p))


def repeated(shape: Callable[[Points], np.ndarray], every: tuple[float, float]) -> Callable[[Points], np.ndarray]:
    """The shape again and again along x and z."""

    def distance(p: Points) -> np.ndarray:
        q = p.copy()
        q[:, 0] = q[:, 0] % every[0] - every[0] / 2  # so that an aisle is in the middle
        q[:, 2] = (q[:, 2] + every[1] / 2) % every[1] - every[1] / 2
        return shape(q)

    return distance


# Materials.
def grain(rng: np.random.Generator, fine: float) -> Callable[[Points], np.ndarray]:
    """Smooth noise between about -1 and 1: many waves in many directions."""
    ways, phases = rng.normal(size=(14, 3)) * fine * 2.0 ** rng.uniform(0, 2.5, (14, 1)), rng.uniform(0, 7, 14)
    weights = 1 / np.linalg.norm(ways, axis=1)
    return lambda p: np.sin(p @ ways.T + phases) @ (weights / weights.sum()) * 2


def material(kind: str, rng: np.random.Generator) -> tuple[Callable[[Points], np.ndarray], float]:
    noise, fine = grain(rng, 2.5), grain(rng, 14.0)
    light, dark = rng.permutation([0.08, 0.35, 0.8]) + rng.uniform(0, 0.2, 3), rng.uniform(0.02, 0.3, 3)

    def mixed(share: np.ndarray) -> np.ndarray:
        share = np.clip(share, 0, 1)[:, None]
        return light * share + dark * (1 - share)

    match kind:
        case "wood":
            light, dark = np.array([0.72, 0.5, 0.3]), np.array([0.36, 0.2, 0.1])
            return lambda p: mixed(0.5 + 0.5 * np.sin(9 * p[:, 2] + 4 * noise(p) + 0.8 * fine(p))), 0.1
        case "marble":
            light, dark = np.array([0.92, 0.9, 0.87]), np.array([0.5, 0.5, 0.54])
            return lambda p: mixed(1.1 - np.exp(-np.abs(4 * np.sin(2 * p[:, 0] + 3 * noise(p))))), 0.3
        case "tiles":
            return lambda p: mixed(((np.floor(1.4 * p[:, 0]) + np.floor(1.4 * p[:, 2])) % 2) * 0.8 + 0.15 * fine(p)), 0.25
        case "cloth":
            return lambda p: mixed(0.5 + 0.3 * np.sign(np.sin(11 * p[:, 0])) * np.sign(np.sin(11 * p[:, 2])) + 0.3 * fine(p)), 0.0
        case "metal":
            return lambda p: mixed(0.7 + 0.1 * fine(p)), 0.75
        case "stone":
            light, dark = np.array([0.66, 0.62, 0.56]), np.array([0.34, 0.31, 0.28])
            return lambda p: mixed(0.5 + 0.4 * noise(p) + 0.35 * fine(p)), 0.02
        case _:  # glazed
            return lambda p: mixed(0.8 + 0.12 * noise(p)), 0.3


def solid(distance: Callable[[Points], np.ndarray], kind: str, rng: np.random.Generator) -> Solid:
    return Solid(distance, *material(kind, rng))
