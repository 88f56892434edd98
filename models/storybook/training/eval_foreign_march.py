"""Photo-like pictures by sphere tracing: still lifes and rooms with texture, shadow, reflection, depth blur and sensor noise."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

from eval_foreign_solids import Points, Solid, ball, block, floor, grain, repeated, ring, solid, tube

FAR, STEPS, CLOSE = 30.0, 80, 0.002


@dataclass(frozen=True)
class Setting:
    solids: tuple[Solid, ...]
    eye: np.ndarray
    target: np.ndarray
    sun: np.ndarray
    sky: np.ndarray  # [2, 3]: at the horizon and overhead
    focus: float
    travel: np.ndarray  # which way the camera goes in a film


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector, axis=-1, keepdims=True)


# Scenes, none of them a thing in a place.
def crockery(rng: np.random.Generator) -> list[Solid]:
    solids = [solid(floor(0.0), str(rng.choice(["wood", "cloth", "marble"])), rng)]
    for index in range(rng.integers(3, 6)):
        at = np.array([1.15 * index - 2.2 + rng.uniform(-0.2, 0.2), 0.0, rng.uniform(-1.3, 1.1)])
        radius, half = rng.uniform(0.32, 0.5), rng.uniform(0.3, 0.62)
        up = at + [0, half, 0]
        solids.append(solid(tube(up, radius, half, 0.05), "glazed", rng))
        if rng.random() < 0.6:
            solids.append(solid(ring(up + [radius, 0, 0], 0.6 * half, 0.06, True), "glazed", rng))
    return solids


def hall(rng: np.random.Generator) -> list[Solid]:
    pillar = tube(np.array([0.0, 1.6, 0.0]), rng.uniform(0.22, 0.34), 1.6)
    foot = block(np.array([0.0, 0.12, 0.0]), np.array([0.42, 0.12, 0.42]))
    step = (rng.uniform(1.9, 2.4), rng.uniform(1.9, 2.4))
    roof = block(np.array([0.0, 3.5, 0.0]), np.array([40.0, 0.25, 40.0]))
    kind = str(rng.choice(["stone", "marble"]))
    return [solid(floor(0.0), "tiles", rng), solid(repeated(pillar, step), kind, rng), solid(repeated(foot, step), kind, rng), solid(roof, "stone", rng)]


def beads(rng: np.random.Generator) -> list[Solid]:
    solids = [solid(floor(0.0), str(rng.choice(["tiles", "wood", "stone"])), rng)]
    for _ in range(rng.integers(7, 12)):
        radius = rng.uniform(0.15, 0.55)
        solids.append(solid(ball(np.array([rng.uniform(-2, 2), radius, rng.uniform(-1.8, 1.6)]), radius), str(rng.choice(["metal", "glazed", "marble"])), rng))
    return solids


def boxes(rng: np.random.Generator) -> list[Solid]:
    solids = [solid(floor(0.0), str(rng.choice(["stone", "cloth"])), rng)]
    for index in range(rng.integers(4, 7)):
        half = rng.uniform(0.22, 0.6, 3)
        at = np.array([0.85 * index - 2.1, half[1], rng.uniform(-1.4, 0.9)])
        solids.append(solid(block(at, half, rng.uniform(0, 1.5)), str(rng.choice(["wood", "cloth", "marble"])), rng))
        if rng.random() < 0.5:
            solids.append(solid(block(at + [0, 2 * half[1] - 0.05, 0], half * [0.6, 0.8, 0.6], rng.uniform(0, 1.5)), "wood", rng))
    return solids


def rings(rng: np.random.Generator) -> list[Solid]:
    solids = [solid(floor(0.0), str(rng.choice(["wood", "marble"])), rng)]
    for index in range(rng.integers(4, 7)):
        radius = rng.uniform(0.3, 0.6)
        upright = bool(rng.random() < 0.5)
        at = np.array([0.9 * index - 2.0, radius + 0.1 if upright else 0.1, rng.uniform(-1.2, 1.0)])
        solids.append(solid(ring(at, radius, rng.uniform(0.07, 0.13), upright), str(rng.choice(["metal", "metal", "glazed"])), rng))
    return solids


def dunes(rng: np.random.Generator) -> list[Solid]:
    wide, fine = grain(rng, 0.5), grain(rng, 5.0)
    ground = floor(0.0, lambda p: 0.55 * wide(p * [1, 0, 1]) + 0.03 * fine(p * [1, 0, 1]))
    stones = [solid(ball(np.array([rng.uniform(-2, 2), 0.1, rng.uniform(-2, 1)]), rng.uniform(0.2, 0.5)), "stone", rng) for _ in range(3)]
    return [solid(ground, "stone", rng), *stones]


SCENES = (crockery, hall, beads, boxes, rings, dunes)


def scene(number: int, rng: np.random.Generator) -> Setting:
    solids = tuple(SCENES[number % len(SCENES)](rng))
    eye = np.array([rng.uniform(-1.6, 1.6), rng.uniform(1.0, 2.3), rng.uniform(3.2, 4.6)])
    if nearest(solids, eye[None])[0] < 0.6:
        eye[0] *= 0.15
    target = np.array([rng.uniform(-0.4, 0.4), 0.55, 0.0])
    sun = unit(np.array([rng.uniform(-1, 1), rng.uniform(0.5, 1.1), rng.uniform(-0.3, 1)]))
    horizon = rng.choice([[0.75, 0.78, 0.8], [0.82, 0.7, 0.55], [0.35, 0.36, 0.4]])
    return Setting(solids, eye, target, sun, np.stack([horizon, horizon * rng.uniform(0.35, 0.7, 3)]), rng.uniform(3.2, 4.6), rng.uniform(-0.7, 0.7, 3) * [1.6, 0.4, 1])


def photo(setting: Setting, size: int, rng: np.random.Generator) -> np.ndarray:
    """uint8 [size, size, 3]."""
    axes = np.linspace(-0.42, 0.42, size, dtype=np.float32)
    forward = unit(setting.target - setting.eye)
    right = unit(np.cross(forward, [0, 1, 0]))
    up = np.cross(right, forward)
    rays = unit(forward + axes[None, :, None] * right - axes[:, None, None] * up).reshape(-1, 3).astype(np.float32)
    light, depth = shade(setting, np.broadcast_to(setting.eye, rays.shape).astype(np.float32), rays, True)
    return developed(light.reshape(size, size, 3), depth.reshape(size, size), setting.focus, rng)


def film(setting: Setting, size: int, frames: int, rng: np.random.Generator) -> np.ndarray:
    """The camera moves, as a hand would carry it; uint8 [frames, size, size, 3]."""
    sway = rng.normal(size=(frames, 3)).cumsum(0) * 0.008
    at = np.linspace(0, 1, frames)[:, None] * setting.travel + sway
    return np.stack([photo(Setting(**{**vars(setting), "eye": setting.eye + move}), size, rng) for move in at])


def trace(solids: tuple[Solid, ...], start: Points, rays: Points, steps: int = STEPS) -> np.ndarray:
    """How far each ray goes before it meets something; FAR where nothing is met."""
    gone = np.full(len(rays), 0.02, np.float32)
    active = np.arange(len(rays))
    for _ in range(steps):
        near = nearest(solids, start[active] + gone[active, None] * rays[active])
        gone[active] += 0.9 * near
        active = active[(near > CLOSE) & (gone[active] < FAR)]
        if len(active) == 0:
            break
    return np.minimum(gone, FAR)


def nearest(solids: tuple[Solid, ...], points: Points) -> np.ndarray:
    return np.min([one.distance(points) for one in solids], axis=0)


def shade(setting: Setting, start: Points, rays: Points, mirrors: bool) -> tuple[np.ndarray, np.ndarray]:
    """The light that comes back along each ray, and its depth."""
    depth = trace(setting.solids, start, rays)
    light = setting.sky[0] + (setting.sky[1] - setting.sky[0]) * np.clip(2 * rays[:, 1:2], 0, 1)
    hit = np.flatnonzero(depth < FAR)
    if len(hit) == 0:
        return light, depth
    points, ways = start[hit] + depth[hit, None] * rays[hit], rays[hit]
    which = np.argmin([one.distance(points) for one in setting.solids], axis=0)
    normals = slopes(setting.solids, points)
    colour, gloss = np.zeros_like(points), np.zeros(len(points))
    for index, one in enumerate(setting.solids):
        own = which == index
        colour[own], gloss[own] = one.colour(points[own]), one.gloss
    lifted = points + 0.02 * normals
    sunny = trace(setting.solids, lifted, np.broadcast_to(setting.sun, points.shape).astype(np.float32), 40) >= 12
    open_sky = np.clip(nearest(setting.solids, points + 0.25 * normals) / 0.25, 0.15, 1)
    direct = np.clip(normals @ setting.sun, 0, 1) * sunny
    lit = colour * (1.5 * direct[:, None] * [1.0, 0.93, 0.8] + 0.42 * open_sky[:, None] * setting.sky[1] + 0.03)
    back = ways - 2 * (ways * normals).sum(1)[:, None] * normals
    shine = np.clip(back @ setting.sun, 0, 1) ** 60 * sunny * gloss
    if mirrors:
        seen, _ = shade(setting, lifted[gloss > 0.2], back[gloss > 0.2].astype(np.float32), False)
        share = gloss[gloss > 0.2][:, None]
        lit[gloss > 0.2] = lit[gloss > 0.2] * (1 - 0.8 * share) + seen * 0.8 * share
    haze = np.exp(-0.012 * depth[hit, None])
    light[hit] = (lit + shine[:, None]) * haze + setting.sky[0] * (1 - haze)
    return light, depth


def slopes(solids: tuple[Solid, ...], points: Points) -> Points:
    offsets = np.eye(3, dtype=np.float32) * 0.004
    return unit(np.stack([nearest(solids, points + one) - nearest(solids, points - one) for one in offsets], 1) + 1e-9)


def developed(light: np.ndarray, depth: np.ndarray, focus: float, rng: np.random.Generator) -> np.ndarray:
    """Out of focus where it is nearer or farther, darker in the corners, noisy, on a film's curve."""
    size = len(light)
    blurred = np.stack([gaussian_filter(light, (s, s, 0)) for s in (0.45, 1.2, 2.4, 4.0)])
    level = gaussian_filter(np.clip(2.6 * np.abs(1 - focus / depth) - 0.3, 0, 2.999), 1.5)
    low, share = level.astype(int), (level % 1)[..., None]
    rows, columns = np.mgrid[:size, :size]
    image = blurred[low, rows, columns] * (1 - share) + blurred[low + 1, rows, columns] * share
    middle = (size - 1) / 2
    image *= 1 - 0.35 * (((rows - middle) ** 2 + (columns - middle) ** 2) / (2 * middle**2))[..., None]
    image = np.clip(image, 0, None)
    image = (image * (2.5 * image + 0.05) / (image * (2.4 * image + 0.6) + 0.1)) ** (1 / 2.2)
    noise = rng.normal(size=image.shape) * 0.014 + gaussian_filter(rng.normal(size=image.shape), (1, 1, 0)) * 0.02
    return (255 * np.clip(image + noise, 0, 1)).astype(np.uint8)
