"""Draws a scene as a still: the place, a soft shadow or puddle, the things, and the weather over all of it."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import skia

import places
import weather
from places import PICTURE
from things import DRAWINGS, FLYING, SWIMMING
from things.pen import PAPER, Pen, paint
from world import VALUES, Scene

BOX = {"small": 34.0, "big": 58.0}  # a thing's box of 100 units, in units of the picture
CROWD = {"1": 1.0, "2": 0.85, "3": 0.76}  # the size of each when there are several
CENTRE = {"left": 0.25, "middle": 0.5, "right": 0.75}  # of the width
GROUND, WATER, AIR = 113.0, 99.0, 50.0  # where feet stand, hulls lie and flyers' middles hang
FOOT = 96.0  # the foot's y in the box
MARGIN = 16.0  # units around the box that a sprite may use
OVERHANG = 3.0  # how far a group may leave the picture
RIM = {"black": (*PAPER, 235), "white": (70, 74, 120, 150)}  # else thin paper
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


@dataclass(frozen=True)
class Instance:
    """One thing: its foot, where its shadow lies, its scale (picture units a box unit), turn in degrees and stretch."""

    x: float
    y: float
    floor: float
    scale: float
    turn: float = 0.0
    wide: float = 1.0
    tall: float = 1.0


@dataclass(frozen=True)
class Staging:
    """A scene with its jitter drawn: what stands where before anything moves, the backdrop's variant, the weather's phase."""

    scene: Scene
    instances: tuple[Instance, ...]
    variant: int
    phase: int


def draw_scene(scene: Scene, rng: np.random.Generator, size: int = 128, phase: int | None = None) -> np.ndarray:
    """A still of the scene, uint8 [size, size, 3]. `phase` fixes the weather's moment, else it is drawn."""
    staging = stage(scene, rng)
    return render(staging, size) if phase is None else render(replace(staging, phase=phase), size)


def stage(scene: Scene, rng: np.random.Generator) -> Staging:
    """Draws everything that chance decides about a scene's look: +-3 units of place and +-5 % of size, variant and phase."""
    dx, dy = rng.uniform(-3, 3, 2)
    scale = _scale(scene) * (1 + rng.uniform(-0.05, 0.05))
    variant, phase = int(rng.integers(places.VARIANTS)), int(rng.integers(weather.PHASES[scene.weather]))
    return Staging(scene, _group(scene, scale, dx, dy), variant, phase)


def steady(scene: Scene) -> Staging:
    """The same with nothing left to chance, for what decoders learn from: a scene is one picture, and things share out the backdrop's variants."""
    return Staging(scene, _group(scene, _scale(scene), 0.0, 0.0), VALUES["thing"].index(scene.thing) % places.VARIANTS, 0)


def _scale(scene: Scene) -> float:
    return BOX[scene.size] * CROWD[scene.count] / 100


def _group(scene: Scene, scale: float, dx: float, dy: float) -> tuple[Instance, ...]:
    """The things side by side, the group's middle at its position unless it would leave the picture; far ones first."""
    count, width = int(scene.count), thing_width(scene.thing) * scale
    step = max(width * 0.8, 46 * scale)
    half = ((count - 1) * step + width) / 2 - OVERHANG
    middle = float(np.clip(CENTRE[scene.position] * PICTURE, half, PICTURE - half)) + dx
    depths = {1: (0,), 2: (-3, 2), 3: (-4, 3, -4)}[count]
    floor = WATER if scene.place == "sea" and scene.thing in SWIMMING else GROUND
    flying = scene.thing in FLYING
    instances = [
        Instance(
            x=middle + (k - (count - 1) / 2) * step,
            y=(AIR + (FOOT - 50) * scale if flying else floor) + depth * (1.6 if flying else 1) + dy,
            floor=floor + depth + dy,
            scale=scale,
        )
        for k, depth in enumerate(depths)
    ]
    return tuple(sorted(instances, key=lambda instance: instance.floor))


def render(staging: Staging, size: int) -> np.ndarray:
    """Pixels of what is staged, uint8 [size, size, 3]."""
    pixels, canvas = _sheet(size)
    for paint_layer in LAYERS.values():
        paint_layer(canvas, staging, size)
    return pixels[:, :, :3].copy()


def render_layer(staging: Staging, layer: str, size: int) -> np.ndarray:
    """One of LAYERS alone, uint8 [size, size, 4], colours multiplied by their opacity."""
    pixels, canvas = _sheet(size)
    LAYERS[layer](canvas, staging, size)
    return pixels


def _sheet(size: int) -> tuple[np.ndarray, skia.Canvas]:
    """A transparent one: its pixels, and what draws on them."""
    pixels = np.zeros((size, size, 4), np.uint8)
    return pixels, skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType).getCanvas()


def _ground(canvas: skia.Canvas, staging: Staging, size: int) -> None:
    scene = staging.scene
    canvas.drawImage(places.background(scene.place, scene.weather, staging.variant, size), 0, 0)


def _floors(canvas: skia.Canvas, staging: Staging, size: int) -> None:
    for instance in staging.instances:
        _floor(canvas, staging.scene, instance, size / PICTURE)


def _things(canvas: skia.Canvas, staging: Staging, size: int) -> None:
    for instance in staging.instances:
        _thing(canvas, staging.scene, instance, size / PICTURE)


def _sky(canvas: skia.Canvas, staging: Staging, size: int) -> None:
    falling = weather.overlay(staging.scene.weather, staging.phase, size)
    if falling is not None:
        canvas.drawImage(falling, 0, 0)


# What a picture is made of, from the back to the front.
LAYERS = {"ground": _ground, "floor": _floors, "things": _things, "sky": _sky}


@dataclass(frozen=True)
class Shade:
    """What lies beneath a thing: half its width and height in picture units, and how dark it is."""

    rx: float
    ry: float
    alpha: float


def shade(thing: str, instance: Instance) -> Shade:
    """The water that a boat or a fish lies in, or a soft shadow that fades with height."""
    half = thing_width(thing) * instance.scale * instance.wide / 2
    if thing in SWIMMING:
        return Shade(half * 1.12, 3.5 + half * 0.14, 1.0)
    height = max(instance.floor - instance.y, 0) / PICTURE
    return Shade(half * 0.92 * max(1 - 0.8 * height, 0.4), 1.6 + half * 0.1, 0.34 * max(1 - 1.6 * height, 0.25))


def _floor(canvas: skia.Canvas, scene: Scene, instance: Instance, zoom: float) -> None:
    beneath = shade(scene.thing, instance)
    x, y, rx, ry, alpha = instance.x * zoom, instance.floor * zoom, beneath.rx * zoom, beneath.ry * zoom, beneath.alpha
    if scene.thing in SWIMMING:
        water, rim = ((96, 170, 214), (226, 246, 252)) if scene.place != "night" else ((52, 92, 160), (150, 186, 230))
        canvas.drawOval(_around(x, y - 2 * zoom, rx, ry), paint(rim, 0.9))
        canvas.drawOval(_around(x, y - 1.4 * zoom, rx * 0.93, ry * 0.8), paint(water))
        return
    canvas.drawOval(_around(x, y - 0.5 * zoom, rx, ry), paint((20, 18, 50), alpha * 0.6))
    canvas.drawOval(_around(x, y - 0.5 * zoom, rx * 0.8, ry * 0.7), paint((20, 18, 50), alpha * 0.7))


def _around(x: float, y: float, rx: float, ry: float) -> skia.Rect:
    return skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry)


def _thing(canvas: skia.Canvas, scene: Scene, instance: Instance, zoom: float) -> None:
    wanted = instance.scale * zoom * max(instance.wide, instance.tall)
    detail = 0.125 * 2.0 ** (np.ceil(np.log2(wanted / 0.125) * 2) / 2)
    canvas.save()
    canvas.translate(instance.x * zoom, instance.y * zoom)
    canvas.rotate(instance.turn)
    scale = instance.scale * zoom / detail
    canvas.scale(scale * instance.wide, scale * instance.tall)
    canvas.drawImage(sprite(scene.thing, scene.colour, float(detail)), -(50 + MARGIN) * detail, -(FOOT + MARGIN) * detail, LINEAR)
    canvas.restore()


@cache
def sprite(thing: str, colour: str, detail: float) -> skia.Image:
    """A thing in a colour, with a thin rim around it, at `detail` pixels a unit of its box."""
    side = int(np.ceil((100 + 2 * MARGIN) * detail))
    surface = skia.Surface(side, side)
    with surface as canvas:
        canvas.scale(detail, detail)
        canvas.translate(MARGIN, MARGIN)
        picture = _drawing(thing, colour)
        grow = skia.ColorFilters.Blend(skia.Color(*RIM.get(colour, (*PAPER, 150))), skia.BlendMode.kSrcIn)
        rim = skia.Paint(ImageFilter=skia.ImageFilters.ColorFilter(grow, skia.ImageFilters.Dilate(2.6, 2.6)))
        canvas.saveLayer(None, rim)
        canvas.drawPicture(picture)
        canvas.restore()
        canvas.drawPicture(picture)
    return surface.makeImageSnapshot()


@cache
def thing_width(thing: str) -> float:
    """How wide a thing is drawn, in units of its box."""
    alpha = sprite(thing, "red", 1.0).toarray()[:, :, 3]
    columns = np.flatnonzero((alpha > 128).any(axis=0))
    return float(columns[-1] - columns[0] + 1)


@cache
def _drawing(thing: str, colour: str) -> skia.Picture:
    recorder = skia.PictureRecorder()
    whole = skia.Rect.MakeLTRB(-MARGIN, -MARGIN, 100 + MARGIN, 100 + MARGIN)
    DRAWINGS[thing](Pen(recorder.beginRecording(whole), colour))
    return recorder.finishRecordingAsPicture()
