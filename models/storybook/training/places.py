"""The five places: backgrounds that a weather greys or whitens, a few fixed variants each, in a picture of 128 x 128 units.

Knows nothing of what stands there or of what falls from the sky.
"""

from functools import cache

import numpy as np
import skia

from things.pen import Colour, gradient, hex_colour, mix, paint, stroke

PICTURE = 128.0  # units of a picture's side, whatever its pixels
VARIANTS = 3

# A sky's colour under rain and under snow, and the snow on the ground, by place.
SKY = {
    "meadow": {"rain": ("#8d9dad", 0.72), "snow": ("#c3d0de", 0.66)},
    "night": {"rain": ("#2a2d44", 0.55), "snow": ("#333a63", 0.45)},
    "sunset": {"rain": ("#8a7280", 0.5), "snow": ("#d9a9b4", 0.4)},
    "sea": {"rain": ("#8fa3b3", 0.7), "snow": ("#cad8e4", 0.66)},
    "city": {"rain": ("#8e93a3", 0.62), "snow": ("#c9cddb", 0.6)},
}
SNOW = {"meadow": "#f3f8ff", "night": "#8c9cce", "sunset": "#f7dbe0", "sea": "#f4f8fc", "city": "#f1f3fa"}


@cache
def background(place: str, weather: str, variant: int, size: int) -> skia.Image:
    """A place under a weather as an opaque image of size x size pixels."""
    surface = skia.Surface(size, size)
    with surface as canvas:
        canvas.scale(size / PICTURE, size / PICTURE)
        DRAWINGS[place](Backdrop(canvas, place, weather, variant))
    return surface.makeImageSnapshot()


class Backdrop:
    """Draws a place's parts with the weather's tint."""

    def __init__(self, canvas: skia.Canvas, place: str, weather: str, variant: int):
        self.canvas, self.place, self.weather, self.variant = canvas, place, weather, variant
        self.rng = np.random.default_rng([variant, len(place), ord(place[0])])

    def sky_colour(self, text: str) -> Colour:
        if self.weather == "clear":
            return hex_colour(text)
        tint, share = SKY[self.place][self.weather]
        return mix(hex_colour(text), hex_colour(tint), share)

    def ground_colour(self, text: str, covered: float = 0.88) -> Colour:
        if self.weather == "snow":
            return mix(hex_colour(text), hex_colour(SNOW[self.place]), covered)
        return mix(hex_colour(text), (60, 66, 84), 0.16) if self.weather == "rain" else hex_colour(text)

    def sky(self, *colours: str, horizon: float = PICTURE) -> None:
        tinted = [self.sky_colour(colour) for colour in colours]
        self.canvas.drawRect(skia.Rect.MakeWH(PICTURE, PICTURE), gradient((0, 0), (0, horizon), tinted))

    def band(self, top: float, bottom: float, high: Colour, low: Colour) -> None:
        self.canvas.drawRect(skia.Rect.MakeLTRB(0, top, PICTURE, bottom), gradient((0, top), (0, bottom), [high, low]))

    def hills(self, y: float, height: float, shift: float, high: Colour, low: Colour) -> None:
        """A rolling line of hills, `height` units high around `y`, moved by `shift` units along the picture."""
        path = skia.Path()
        path.moveTo(0, PICTURE)
        for x in range(0, 129, 2):
            wave = np.sin((x + shift) / 20) + 0.5 * np.sin((x + shift * 1.7) / 11 + 1)
            path.lineTo(x, y - height / 2 * wave / 1.5)
        path.lineTo(PICTURE, PICTURE)
        path.close()
        self.canvas.drawPath(path, gradient((0, y - height / 2), (0, PICTURE), [high, low]))

    def _cloud(self, x: float, y: float, scale: float, alpha: float) -> None:
        white = paint((255, 255, 255), alpha)
        for dx, dy, radius in ((-9, 1, 5), (-3, -3, 7), (5, -1, 6), (11, 2, 4)):
            self.canvas.drawCircle(x + dx * scale, y + dy * scale, radius * scale, white)
        box = skia.Rect.MakeXYWH(x - 13 * scale, y, 28 * scale, 6 * scale)
        self.canvas.drawRoundRect(box, 3 * scale, 3 * scale, white)

    def clouds(self, alpha: float = 0.9) -> None:
        """Two fair clouds, or a low dark row of them when it rains or snows."""
        shift = 14 * self.variant
        if self.weather == "clear":
            self._cloud(24 + shift, 18, 0.8, alpha)
            self._cloud((84 + shift) % 120, 30, 0.55, alpha)
            return
        shade = hex_colour(SKY[self.place][self.weather][0])
        shade = mix(shade, (40, 44, 66), 0.34) if self.weather == "rain" else mix(shade, (255, 255, 255), 0.35)
        for k, x in enumerate(range(-10, 140, 13)):
            self.canvas.drawCircle(x + shift / 4, (0, 3, 1)[k % 3], (11, 9, 13, 10)[k % 4], paint(shade))

    def light(self, x: float, y: float, radius: float, colour: Colour, halo: float = 0.25) -> None:
        for grow, alpha in ((1.7, halo), (1.35, halo * 1.4), (1.0, 1.0)):
            self.canvas.drawCircle(x, y, radius * grow, paint(colour, alpha))

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, width: float, alpha: float = 1.0) -> None:
        self.canvas.drawLine(x0, y0, x1, y1, stroke(colour, width, alpha))


def meadow(b: Backdrop) -> None:
    b.sky("#6cc3f2", "#dff4fb", horizon=88)
    if b.weather == "clear":
        b.light((108, 20, 100)[b.variant], 16, 9, (255, 226, 106))
    b.clouds()
    shift = 37 * b.variant
    b.hills(78, 16, shift, b.ground_colour("#a9d977"), b.ground_colour("#8cc866"))
    b.hills(90, 12, shift + 60, b.ground_colour("#86cb5c"), b.ground_colour("#4fa548"))
    for _ in range(16):
        x, y = b.rng.uniform(3, 125), b.rng.uniform(98, 125)
        colour = ("#ffffff", "#ffd84d", "#ff9fb8")[int(b.rng.integers(3))]
        b.line(x, y, x, y + 3, b.ground_colour("#3f8f3c", 0.7), 1)
        b.canvas.drawCircle(x, y, 1.5, paint(b.ground_colour(colour, 0.35)))


def night(b: Backdrop) -> None:
    b.sky("#0f1440", "#37498f", horizon=96)
    if b.weather == "clear":
        for _ in range(26):
            b.canvas.drawCircle(b.rng.uniform(2, 126), b.rng.uniform(2, 74), b.rng.choice([0.6, 0.9]), paint((255, 246, 210), 0.9))
    else:
        b.clouds()
    x = (20, 104, 64)[b.variant]
    for radius, alpha in ((17, 0.1), (13.5, 0.14)):
        b.canvas.drawCircle(x, 20, radius, paint((255, 243, 196), alpha))
    moon, bite = skia.Path.Circle(x, 20, 10.5), skia.Path.Circle(x + 5.5, 17, 9)
    b.canvas.drawPath(skia.Op(moon, bite, skia.PathOp.kDifference_PathOp), paint((255, 243, 196)))
    shift = 41 * b.variant
    b.hills(82, 18, shift, b.ground_colour("#22356a"), b.ground_colour("#1c3058"))
    b.hills(94, 10, shift + 50, b.ground_colour("#1f4a52"), b.ground_colour("#16343f"))


def sunset(b: Backdrop) -> None:
    b.sky("#7a4fa3", "#f2709c", "#ff9a5a", "#ffd27a", horizon=88)
    x = (92, 36, 64)[b.variant]
    if b.weather == "clear":
        b.light(x, 76, 16, (255, 240, 170), 0.22)
        for y, x0 in ((24, 12), (34, 74), (46, 30)):
            b.line(x0 + 8 * b.variant, y, x0 + 34 + 8 * b.variant, y, (255, 190, 190), 3, 0.55)
    else:
        b.light(x, 76, 16, b.sky_colour("#fff0aa"), 0.16)
        b.clouds()
    shift = 29 * b.variant
    b.hills(84, 12, shift, b.ground_colour("#a8506e"), b.ground_colour("#8a4468"))
    b.hills(96, 9, shift + 70, b.ground_colour("#7a3f63"), b.ground_colour("#4e2c54"))


def sea(b: Backdrop) -> None:
    b.sky("#8fd8f5", "#e9f8fb", horizon=64)
    if b.weather == "clear":
        b.light((20, 106, 84)[b.variant], 16, 8, (255, 232, 130))
    b.clouds()
    deep = 0.3 if b.weather == "rain" else 0.0
    high, low = mix((70, 178, 214), (80, 100, 122), deep), mix((28, 108, 176), (50, 70, 100), deep)
    b.band(62, PICTURE, high, low)
    for row, y in enumerate((67, 73, 80, 88, 97)):
        crest = stroke((214, 242, 252), 1.1 + row * 0.15, 0.8)
        for k in range(-1, 5):
            x = k * 34 + row * 15 + b.variant * 9
            for left in (x, x + 10):
                b.canvas.drawArc(skia.Rect.MakeXYWH(left, y - 2, 10, 5), 20, 140, False, crest)
    b.hills(107, 4, 23 * b.variant, (226, 248, 252), (226, 248, 252))
    b.hills(109, 4, 23 * b.variant, b.ground_colour("#f6dfa4"), b.ground_colour("#e3bf7a"))


def city(b: Backdrop) -> None:
    b.sky("#a9c4e8", "#f5e6dd", horizon=90)
    b.clouds(0.8)
    far, near = b.sky_colour("#aab4d2"), b.sky_colour("#8189b0")
    for colour, widths, low, high in ((far, 16, 50, 22), (near, 21, 64, 40)):
        for k, x in enumerate(range(-6, 128, widths)):
            top = low - (k * 37 + b.variant * 23 + widths) % 7 / 6 * high * 0.9 + 14
            _tower(b, x, top, widths - 2, colour, lit=colour == near)
    b.band(96, PICTURE, b.ground_colour("#8d90a0"), b.ground_colour("#70728a"))
    b.band(93, 98, b.ground_colour("#d6d3d2"), b.ground_colour("#b9b6bb"))
    for x in range(-10 + 6 * b.variant, 128, 26):
        b.line(x, 121, x + 12, 121, b.ground_colour("#f6efd0", 0.3), 2)


def _tower(b: Backdrop, x: float, top: float, width: float, colour: Colour, lit: bool) -> None:
    b.canvas.drawRect(skia.Rect.MakeLTRB(x, top, x + width, 96), paint(colour))
    if b.weather == "snow":
        b.canvas.drawRoundRect(skia.Rect.MakeLTRB(x - 1, top - 2, x + width + 1, top + 2), 2, 2, paint((250, 252, 255)))
    if not lit:
        return
    for wy in np.arange(top + 5, 90, 8):
        for wx in np.arange(x + 3, x + width - 3, 6):
            b.canvas.drawRect(skia.Rect.MakeXYWH(wx, wy, 3, 4), paint((255, 238, 178), 0.9))


DRAWINGS = {"meadow": meadow, "night": night, "sunset": sunset, "sea": sea, "city": city}
