"""What falls from the sky: fixed streaks of rain and flakes of snow that move by one phase a frame and then repeat."""

from functools import cache

import numpy as np
import skia

from places import PICTURE
from things.pen import paint, stroke

PHASES = {"clear": 1, "rain": 4, "snow": 8}

RAIN_FALL, RAIN_DRIFT, RAIN_COLUMNS = 32.0, -10.0, 13  # units a cycle down and sideways; streaks abreast
SNOW_FALL, SNOW_FLAKES = 64.0, 20  # units a cycle; flakes in every 64 units of height


@cache
def overlay(weather: str, phase: int, size: int) -> skia.Image | None:
    """The falling weather at a phase as a transparent image of size x size pixels; nothing for clear skies."""
    if weather == "clear":
        return None
    surface = skia.Surface(size, size)
    with surface as canvas:
        canvas.scale(size / PICTURE, size / PICTURE)
        (_rain if weather == "rain" else _snow)(canvas, phase / PHASES[weather])
    return surface.makeImageSnapshot()


def _rain(canvas: skia.Canvas, time: float) -> None:
    """Streaks on a slanted lattice: after one cycle each lies where the next one was. `time` is 0 to 1 of a cycle."""
    rng = np.random.default_rng(1)
    for column in range(-1, RAIN_COLUMNS + 6):
        x0 = (column + rng.uniform(0.25, 0.75)) * PICTURE / RAIN_COLUMNS
        y0 = rng.uniform(0, RAIN_FALL)
        for row in range(-2, 5):
            y = y0 + (row + time) * RAIN_FALL
            x = x0 + (row + time) * RAIN_DRIFT
            canvas.drawLine(x, y, x - 3.4, y + 11, stroke((60, 84, 128), 2.2, 0.28))
            canvas.drawLine(x, y, x - 3.4, y + 11, stroke((226, 240, 255), 1.3, 0.85))


def _snow(canvas: skia.Canvas, time: float) -> None:
    rng = np.random.default_rng(4)
    for flake in range(SNOW_FLAKES):
        x0 = (flake + rng.uniform(0.2, 0.8)) * PICTURE / SNOW_FLAKES
        y0 = (flake * 0.618 % 1) * SNOW_FALL
        radius = (1.5, 2.1, 2.7)[flake % 3]
        swing = 2.5 * np.sin(2 * np.pi * (time + flake / 7))
        for row in range(-1, 3):
            y = y0 + (row + time) * SNOW_FALL
            canvas.drawCircle(x0 + swing, y, radius + 0.6, paint((110, 128, 176), 0.4))
            canvas.drawCircle(x0 + swing, y, radius, paint((255, 255, 255)))
