"""Pictures of paper and of screens: charts of invented figures, and text as programs show it."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/truetype/dejavu")
INKS = ("#1f4e79", "#b5482a", "#3b7a3e", "#7a5a9c", "#c49a1a", "#3a8f95", "#8c3b5e", "#5d5d5d")
TITLES = ("Revenue by quarter", "Rainfall, mm", "Commuters per hour", "Votes by district", "Latency p95", "Energy use", "Age of readers", "Exchange rate")
LABELS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
MAIL = """From: Office of Records
To: all tenants
Subject: Water meters

Dear tenants,

the meters in the cellar
will be read on Thursday
between nine and eleven.
Please leave the door to
the stairs unlocked.

With kind regards,
M. Oduya, caretaker"""
CODE = """import sys

def mean(values):
    total = 0.0
    for value in values:
        total += value
    return total / len(values)

if __name__ == "__main__":
    numbers = [float(x)
        for x in sys.argv[1:]]
    print(mean(numbers))"""
SHELL = """$ ls -l /var/log
total 412
-rw-r-----  1 syslog  88120
-rw-r--r--  1 root     1204
-rw-r--r--  1 root    51230
$ df -h /
Size  Used  Avail  Use%
 40G   31G   7.2G   82%
$ uptime
 up 12 days, load 0.41
$ _"""
NEWS = """COUNCIL DELAYS TRAM LINE

The city council voted on
Tuesday to put off the new
line by a year. Builders had
asked for eleven more months
after old pipes were found
beneath the market square.

"We would rather be late
than wrong," the deputy
mayor said. Critics point
to rising costs."""
CHAT = """Lena  09:12
did you get the contract?

Omar  09:14
yes, signing it tonight

Lena  09:15
page 4 has the wrong date

Omar  09:21
ugh. sending it back then"""
FORM = """Application for a permit

Name      ______________
Street    ______________
Born      __ / __ / ____
Purpose   [ ] private
          [x] business
Fee paid  [x] yes [ ] no

Signature ______________"""
SHEET = """  A        B       C
1 Item     Qty   Price
2 Paper     12   48.00
3 Toner      2  131.80
4 Stamps   100   85.00
5 Desk       1  219.00
6 Total         483.80"""
RECIPE = """Lentil soup, serves four

250 g red lentils
2 onions, 1 carrot
1 tsp cumin
1 l stock

Fry the onions, add the
rest, simmer 20 minutes,
season with lemon."""
# The text, whether the letters are all of one width, paper and ink.
SCREENS = (
    (MAIL, False, "#ffffff", "#222222"),
    (CODE, True, "#1e1f29", "#d8dee9"),
    (NEWS, False, "#f4efe2", "#1a1a1a"),
    (SHELL, True, "#0b0b0b", "#59d66b"),
    (CHAT, False, "#e9eef5", "#1c2b3a"),
    (FORM, True, "#fdfdf8", "#303030"),
    (SHEET, True, "#ffffff", "#14324d"),
    (RECIPE, False, "#fff7ec", "#4a2c17"),
)


def screen(number: int, rng: np.random.Generator, size: int) -> np.ndarray:
    """uint8 [size, size, 3]: a program's window with text in it."""
    text, even, paper, ink = SCREENS[number % len(SCREENS)]
    image = Image.new("RGB", (size, size), paper)
    draw = ImageDraw.Draw(image)
    bar = size // 14
    draw.rectangle((0, 0, size, bar), str(rng.choice(["#44506a", "#c8ccd4", "#2f2f2f", "#6a3d5c"])))
    for index, colour in enumerate(("#e0605a", "#e2b340", "#5cb85c")):
        draw.ellipse((8 + index * bar, bar // 4, 8 + index * bar + bar // 2, bar // 4 + bar // 2), colour)
    draw.multiline_text((size // 20, bar + size // 30), text, ink, font_of(even, size / 18), spacing=size // 60)
    draw.rectangle((size - 6, bar, size, size), "#b8b8b8")
    draw.rectangle((size - 6, bar + int(rng.uniform(0, 0.6) * size), size, bar + int(rng.uniform(0.65, 0.9) * size)), "#7d7d7d")
    return np.asarray(image)


def font_of(even: bool, height: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / ("DejaVuSansMono.ttf" if even else "DejaVuSans.ttf")), int(height))


def chart(number: int, rng: np.random.Generator, size: int) -> np.ndarray:
    """uint8 [size, size, 3]: bars, lines, slices, dots, shares or a heat map with a title."""
    image = Image.new("RGB", (size, size), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((size // 12, size // 40), TITLES[number % len(TITLES)], "#222222", font_of(False, size / 15))
    inks = [str(ink) for ink in rng.permutation(INKS)]
    (bars, lines, slices, dots, heat, stacked)[number % 6](draw, rng, size, inks)
    return np.asarray(image)


def axes(draw: ImageDraw.ImageDraw, size: int) -> tuple[int, int, int, int]:
    """Draws a frame with marks; left, top, right and bottom of what is inside."""
    left, top, right, bottom = size // 7, size // 7, size - size // 16, size - size // 8
    for step in range(6):
        y = bottom - step * (bottom - top) // 5
        draw.line((left, y, right, y), "#d9d9d9")
        draw.text((size // 50, y - size // 40), str(step * 20), "#555555", font_of(False, size / 22))
    draw.line((left, top, left, bottom, right, bottom), "#222222", 2)
    return left, top, right, bottom


def bars(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    left, top, right, bottom = axes(draw, size)
    count = int(rng.integers(4, 7))
    width = (right - left) / count
    for index in range(count):
        x, high = left + index * width, rng.uniform(0.15, 0.95) * (bottom - top)
        draw.rectangle((x + width * 0.2, bottom - high, x + width * 0.8, bottom), inks[0])
        draw.text((x + width * 0.15, bottom + 3), LABELS[index], "#333333", font_of(False, size / 22))


def stacked(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    left, top, right, bottom = axes(draw, size)
    width = (right - left) / 5
    for index in range(5):
        x, y = left + index * width, float(bottom)
        for ink in inks[:3]:
            high = rng.uniform(0.08, 0.3) * (bottom - top)
            draw.rectangle((x + width * 0.15, y - high, x + width * 0.85, y), ink)
            y -= high
        draw.text((x + width * 0.1, bottom + 3), LABELS[index], "#333333", font_of(False, size / 22))


def lines(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    left, top, right, bottom = axes(draw, size)
    for ink in inks[: int(rng.integers(2, 4))]:
        walk = np.cumsum(rng.normal(size=24))
        walk = (walk - walk.min()) / (np.ptp(walk) + 1e-6) * rng.uniform(0.5, 0.95)
        points = [(left + at * (right - left) / 23, bottom - high * (bottom - top)) for at, high in enumerate(walk)]
        draw.line(points, ink, 2, "curve")


def slices(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    ends = 360 * np.cumsum(rng.dirichlet(np.full(6, 2.5)))
    start = 0.0
    for index, end in enumerate(ends):
        draw.pieslice((size // 8, size // 5, size * 5 // 8, size * 7 // 10), start, end, inks[index], "#ffffff")
        draw.rectangle((size * 11 // 16, size // 5 + index * size // 12, size * 11 // 16 + size // 24, size // 5 + index * size // 12 + size // 24), inks[index])
        draw.text((size * 3 // 4, size // 5 + index * size // 12 - 2), f"{LABELS[index]} {(end - start) / 3.6:.0f}%", "#333333", font_of(False, size / 22))
        start = end


def dots(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    left, top, right, bottom = axes(draw, size)
    for ink in inks[:2]:
        middle, lean = rng.uniform(0.3, 0.7, 2), rng.uniform(-1, 1)
        for across in rng.normal(size=45):
            x = left + np.clip(middle[0] + 0.16 * across, 0.02, 0.98) * (right - left)
            y = bottom - np.clip(middle[1] + lean * 0.16 * across + 0.06 * rng.normal(), 0.02, 0.98) * (bottom - top)
            draw.ellipse((x - 2, y - 2, x + 2, y + 2), ink)


def heat(draw: ImageDraw.ImageDraw, rng: np.random.Generator, size: int, inks: list[str]) -> None:
    step = size * 3 // 4 // 8
    for row in range(8):
        for column in range(8):
            share = float(np.clip(0.5 + 0.5 * np.sin(0.5 * row + 0.7 * column) + 0.2 * rng.normal(), 0, 1))
            colour = (int(250 - 200 * share), int(245 - 120 * share), int(235 - 40 * share))
            x, y = size // 6 + column * step, size // 6 + row * step
            draw.rectangle((x, y, x + step - 1, y + step - 1), colour)
            draw.text((x + 2, y + step // 4), f"{99 * share:.0f}", "#222222", font_of(False, size / 28))
