"""The picture-book pen: filled shapes with soft light, dark-tinted outlines and friendly faces, in a box of 100 x 100 units."""

import re

import skia

Colour = tuple[int, int, int]

INK: Colour = (38, 30, 58)
EMBER: Colour = (78, 26, 44)
PAPER: Colour = (255, 252, 244)
LINE = 3.4  # outline width in units of the box

BODY: dict[str, Colour] = {
    "red": (228, 52, 48),
    "orange": (248, 138, 28),
    "yellow": (252, 214, 52),
    "green": (66, 168, 72),
    "blue": (48, 112, 222),
    "purple": (138, 76, 196),
    "pink": (250, 138, 186),
    "brown": (138, 86, 52),
    "black": (50, 48, 58),
    "white": (250, 249, 245),
}


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`a` with `share` (0 to 1) of it replaced by `b`."""
    return tuple(round(p + (q - p) * share) for p, q in zip(a, b))


def hex_colour(text: str) -> Colour:
    return tuple(bytes.fromhex(text.removeprefix("#")))


def paint(colour: Colour, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(Color=skia.Color(*colour, round(alpha * 255)), AntiAlias=True)


def gradient(top: tuple[float, float], bottom: tuple[float, float], colours: list[Colour]) -> skia.Paint:
    shader = skia.GradientShader.MakeLinear([skia.Point(*top), skia.Point(*bottom)], [skia.Color(*c) for c in colours])
    return skia.Paint(Shader=shader, AntiAlias=True)


def stroke(colour: Colour, width: float, alpha: float = 1.0) -> skia.Paint:
    line = paint(colour, alpha)
    line.setStyle(skia.Paint.kStroke_Style)
    line.setStrokeWidth(width)
    line.setStrokeCap(skia.Paint.kRound_Cap)
    line.setStrokeJoin(skia.Paint.kRound_Join)
    return line


class Pen:
    """Draws on a canvas in units of the box. A fill is "body", "dark", "light" (of the scene's colour) or "#rrggbb"."""

    def __init__(self, canvas: skia.Canvas, colour: str):
        self.canvas, self.name = canvas, colour
        self.body = BODY[colour]

    def colour(self, fill: str) -> Colour:
        if fill == "body":
            return self.body
        if fill == "dark":
            return mix(self.body, EMBER, 0.34)
        if fill == "light":
            return mix(self.body, PAPER, 0.45)
        return hex_colour(fill)

    def path(self, d: str, fill: str = "body", line: float = LINE) -> None:
        """A closed shape given as SVG path data."""
        self._shape(_parse(d), fill, line)

    def outline(self, d: str, width: float = LINE) -> None:
        """The dark-tinted outline of the body's colour along SVG path data, unfilled."""
        self.canvas.drawPath(_parse(d), stroke(mix(self.body, INK, 0.74), width))

    def disc(self, x: float, y: float, radius: float, fill: str = "body", line: float = LINE) -> None:
        self.oval(x, y, radius, radius, fill, line)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str = "body", line: float = LINE) -> None:
        path = skia.Path()
        path.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
        self._shape(path, fill, line)

    def rect(self, x: float, y: float, w: float, h: float, fill: str = "body", corner: float = 3, line: float = LINE) -> None:
        path = skia.Path()
        path.addRoundRect(skia.Rect.MakeXYWH(x, y, w, h), corner, corner)
        self._shape(path, fill, line)

    def mark(self, d: str, fill: str, width: float = LINE) -> None:
        """An open line given as SVG path data."""
        self.canvas.drawPath(_parse(d), stroke(self.colour(fill), width))

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        self.canvas.drawCircle(x, y, radius, paint(self.colour(fill)))

    def eye(self, x: float, y: float, radius: float = 4.5) -> None:
        """A dark eye in a white one, with a spark of light, readable on every colour."""
        self.dot(x, y, radius * 1.55, "#ffffff")
        self.dot(x, y, radius, "#261e3a")
        self.dot(x - radius * 0.35, y - radius * 0.4, radius * 0.38, "#ffffff")

    def cheek(self, x: float, y: float, radius: float = 4) -> None:
        self.canvas.drawCircle(x, y, radius, paint((255, 120, 130), 0.5))

    def smile(self, x: float, y: float, width: float = 8, line: float = 2.6) -> None:
        """A mouth that is light on dark bodies."""
        fill = "#fff4e6" if sum(self.body) < 330 else "#261e3a"
        self.mark(f"M{x - width} {y} Q{x} {y + width} {x + width} {y}", fill, line)

    def _shape(self, path: skia.Path, fill: str, line: float) -> None:
        colour = self.colour(fill)
        box = path.getBounds()
        shades = [mix(colour, PAPER, 0.24), colour, mix(colour, INK, 0.14)]
        end = (box.right() * 0.7 + box.left() * 0.3, box.bottom())
        self.canvas.drawPath(path, gradient((box.left(), box.top()), end, shades))
        if line > 0:
            self.canvas.drawPath(path, stroke(mix(colour, INK, 0.74), line))


def _parse(d: str) -> skia.Path:
    """SVG path data with the absolute commands M, L, H, V, C, Q and Z."""
    path, last = skia.Path(), (0.0, 0.0)
    for command, numbers in re.findall(r"([MLHVCQZ])([^MLHVCQZ]*)", d):
        values = [float(number) for number in numbers.replace(",", " ").split()]
        if command == "Z":
            path.close()
            continue
        if command in "HV":
            values = [values[0], last[1]] if command == "H" else [last[0], values[0]]
        step = {"M": 2, "L": 2, "H": 2, "V": 2, "Q": 4, "C": 6}[command]
        draw = {"M": path.moveTo, "Q": path.quadTo, "C": path.cubicTo}.get(command, path.lineTo)
        for start in range(0, len(values), step):
            draw(*values[start : start + step])
        last = (values[-2], values[-1])
    return path
