"""Things made or grown: house, bell, clock, drum, guitar, tree, flower, balloon, kite, star, fire and fountain."""

import math

from things.pen import Pen


def house(p: Pen) -> None:
    p.rect(68, 14, 13, 26, "#a8574a", 2)
    p.rect(14, 44, 72, 52, "#fff0d2", 2)
    p.path("M50 4 L98 46 C99 50 97 52 94 52 H6 C3 52 1 50 2 46 Z")
    p.path("M40 96 V72 C40 60 60 60 60 72 V96 Z", "body")
    p.dot(55, 82, 2.2, "#ffe9a8")
    for x in (20, 66):
        p.rect(x, 60, 15, 16, "#a9e0f5", 2, 2.4)
        p.mark(f"M{x + 7.5} 61 V75 M{x + 1} 68 H{x + 14}", "#ffffff", 1.8)
    p.disc(50, 33, 7, "#a9e0f5", 2.4)


def bell(p: Pen) -> None:
    p.disc(50, 9, 7, "#8a8898")
    p.disc(50, 88, 9, "#6b6a7c")
    p.path("M50 12 C28 12 24 34 23 50 C22 66 14 72 6 82 H94 C86 72 78 66 77 50 C76 34 72 12 50 12 Z")
    p.path("M8 76 H92 C98 78 98 87 92 88 H8 C2 87 2 78 8 76 Z", "body")
    p.mark("M33 62 C34 44 34 30 42 24", "#ffffff", 4.5)
    p.mark("M25 58 H75", "dark", 3.4)


def clock(p: Pen) -> None:
    p.mark("M26 86 L18 96 M74 86 L82 96", "#4a4860", 6)
    p.path("M10 24 C10 6 32 4 36 14 Z", "#f2b63c")
    p.path("M90 24 C90 6 68 4 64 14 Z", "#f2b63c")
    p.mark("M50 12 V6 M44 5 H56", "#4a4860", 4)
    p.disc(50, 54, 41)
    p.disc(50, 54, 29, "#fffaf0", 2.4)
    for hour in range(12):
        a = hour * math.pi / 6
        p.dot(50 + 24 * math.sin(a), 54 - 24 * math.cos(a), 2.6 if hour % 3 == 0 else 1.4, "#261e3a")
    p.mark("M50 54 V36", "#261e3a", 4.4)
    p.mark("M50 54 L63 61", "#261e3a", 4.4)
    p.dot(50, 54, 4, "#e8413c")


def drum(p: Pen) -> None:
    p.path("M8 44 V80 C8 102 92 102 92 80 V44 Z")
    p.mark("M10 52 L24 91 L38 60 L50 96 L62 60 L76 91 L90 52", "#fff0d2", 3.4)
    p.path("M8 74 V82 C8 102 92 102 92 82 V74 C92 94 8 94 8 74 Z", "#f2b63c", 2.6)
    p.path("M8 42 V50 C8 70 92 70 92 50 V42 Z", "#f2b63c", 2.6)
    p.oval(50, 42, 42, 15, "#fff6e3")
    for d in ("M18 10 L50 38", "M82 10 L56 40"):
        p.mark(d, "#5b3a29", 6.5)
        p.mark(d, "#d79a5b", 3.6)
    p.disc(17, 9, 6.5, "#f7d9a0", 2.4)
    p.disc(83, 9, 6.5, "#f7d9a0", 2.4)


def guitar(p: Pen) -> None:
    p.canvas.rotate(24, 50, 50)
    p.rect(45, -2, 10, 50, "#7a4a2c", 2, 2.6)
    p.rect(41, -12, 18, 17, "#5b3a29", 4, 2.6)
    for y in (-8, 0):
        p.dot(38, y, 3, "#f2b63c")
        p.dot(62, y, 3, "#f2b63c")
    p.path("M50 36 C70 34 74 50 68 58 C66 62 80 68 80 82 C80 98 66 104 50 104 C34 104 20 98 20 82 C20 68 34 62 32 58 C26 50 30 34 50 36 Z")
    p.disc(50, 66, 10, "#3a2a2a", 2.4)
    p.rect(36, 88, 28, 7, "#5b3a29", 3, 2)
    p.mark("M47 4 V90 M53 4 V90", "#fff4e6", 1.6)


def tree(p: Pen) -> None:
    p.path("M42 60 C44 76 42 88 36 96 H64 C58 88 56 76 58 60 Z", "#8a5a3a")
    p.path("M28 70 C8 72 0 54 12 44 C4 28 20 14 34 18 C40 2 64 2 68 18 C86 14 96 30 88 44 C100 54 92 72 72 70 C62 78 38 78 28 70 Z")
    p.mark("M26 42 Q34 32 44 36 M56 30 Q64 22 72 30 M48 58 Q58 50 68 56", "light", 4.5)


def flower(p: Pen) -> None:
    p.mark("M50 58 C52 74 50 84 50 96", "#2f6b34", 8)
    p.mark("M50 58 C52 74 50 84 50 96", "#57b05a", 4.4)
    p.path("M50 88 C30 90 22 80 20 70 C36 68 48 74 50 88 Z", "#57b05a", 2.6)
    p.path("M50 92 C70 92 78 82 80 72 C64 72 52 78 50 92 Z", "#57b05a", 2.6)
    for petal in range(6):
        a = petal * math.pi / 3 + math.pi / 6
        p.disc(50 + 20 * math.sin(a), 34 - 20 * math.cos(a), 13)
    p.disc(50, 34, 13.5, "#b8742c" if p.name in ("yellow", "orange") else "#ffd24a")


def balloon(p: Pen) -> None:
    p.mark("M50 72 C42 80 58 88 50 100", "#4a4860", 2.6)
    p.path("M50 70 L43 79 H57 Z", "dark")
    p.path("M50 0 C74 0 86 18 84 36 C82 56 64 72 50 72 C36 72 18 56 16 36 C14 18 26 0 50 0 Z")
    p.mark("M29 36 C28 24 34 15 42 12", "#ffffff", 5.5)


def kite(p: Pen) -> None:
    p.mark("M50 76 C40 84 62 88 52 100", "#4a4860", 2.6)
    p.path("M52 84 L40 79 L42 91 Z", "#f2b63c", 2)
    p.path("M54 90 L66 86 L65 98 Z", "#f2b63c", 2)
    p.path("M50 0 L84 30 L50 78 L16 30 Z")
    p.path("M50 0 L84 30 H50 Z", "light", 0)
    p.path("M50 30 L16 30 L50 78 Z", "light", 0)
    p.outline("M50 0 V78 M16 30 H84", 2.4)
    p.outline("M50 0 L84 30 L50 78 L16 30 Z")


def star(p: Pen) -> None:
    points = [(50 + r * math.sin(i * math.pi / 5), 53 - r * math.cos(i * math.pi / 5)) for i, r in enumerate([50, 25] * 5)]
    d = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points) + " Z"
    p.mark(d, "#261e3a", 11)
    p.mark(d, "body", 6)
    p.path(d, "body", 0)
    p.eye(41, 48, 4.4)
    p.eye(59, 48, 4.4)
    p.smile(50, 59, 7)


def fire(p: Pen) -> None:
    p.path("M50 0 C56 18 80 30 82 58 C84 80 68 90 50 90 C32 90 16 80 18 58 C19 46 28 40 30 26 C36 30 40 34 42 40 C50 30 52 16 50 0 Z")
    p.path("M52 34 C56 46 68 52 67 68 C66 80 58 86 50 86 C42 86 33 80 33 68 C33 60 38 56 40 48 C44 52 46 54 47 57 C52 50 53 44 52 34 Z", "#ffd24a", 0)
    p.path("M51 60 C54 66 59 70 58 76 C57 83 54 86 50 86 C46 86 42 83 42 76 C42 70 49 68 51 60 Z", "#fff8d8", 0)
    for d in ("M16 84 L84 94", "M84 84 L16 94"):
        p.mark(d, "#3f2718", 13)
        p.mark(d, "#8a5a3a", 8)


def fountain(p: Pen) -> None:
    for d in ("M50 12 C30 -4 12 22 14 50", "M50 12 C70 -4 88 22 86 50", "M50 12 C40 2 32 20 32 44", "M50 12 C60 2 68 20 68 44"):
        p.mark(d, "#3d8fc4", 8)
        p.mark(d, "#bfeaff", 4.6)
    p.mark("M50 44 V6", "#3d8fc4", 9)
    p.mark("M50 44 V6", "#bfeaff", 5.4)
    p.rect(43, 44, 14, 32, "body", 3)
    p.path("M26 40 H74 C72 54 60 56 50 56 C40 56 28 54 26 40 Z")
    p.path("M2 70 H98 C98 88 88 96 76 96 H24 C12 96 2 88 2 70 Z")
    p.oval(50, 70, 47, 8, "#7fd0f2", 2.8)
