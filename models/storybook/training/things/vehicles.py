"""Things that carry: boat, car, train, rocket and plane."""

from things.pen import Pen


def boat(p: Pen) -> None:
    p.mark("M50 10 V66", "#5b3a29", 5)
    p.path("M54 12 C76 24 84 42 86 58 H54 Z", "#fff6e3")
    p.path("M46 20 C34 32 24 46 20 58 H46 Z", "light")
    p.path("M50 4 L66 9 L50 14 Z", "body", 2)
    p.path("M4 66 H96 C94 84 84 96 72 96 H28 C16 96 6 84 4 66 Z")
    p.mark("M12 76 H88", "#fff6e3", 4)


def car(p: Pen) -> None:
    p.path("M20 58 C24 36 32 28 44 28 H62 C74 28 80 40 86 58 Z", "light")
    p.path("M28 56 C31 42 36 36 44 36 H49 V56 Z", "#cdeefb", 2.4)
    p.path("M56 36 H62 C69 36 74 44 77 56 H56 Z", "#cdeefb", 2.4)
    p.path("M4 66 C4 58 10 54 18 54 H84 C94 54 98 60 98 70 V78 C98 83 95 84 92 84 H10 C6 84 4 82 4 78 Z")
    p.oval(93, 65, 4, 5, "#fff2a8", 2)
    for x in (26, 76):
        p.disc(x, 82, 14, "#3b3a4c")
        p.disc(x, 82, 6, "#e8e6ee", 1)


def train(p: Pen) -> None:
    p.path("M66 26 L84 26 L79 46 H71 Z", "#4a4860")
    p.disc(68, 12, 8, "#ffffff", 1.6)
    p.disc(82, 7, 6, "#ffffff", 1.6)
    p.rect(40, 44, 50, 34, "body", 10)
    p.rect(8, 26, 36, 52, "body", 4)
    p.rect(2, 18, 48, 11, "#4a4860", 4)
    p.rect(16, 36, 20, 18, "#fff2b8", 3, 2.4)
    p.rect(4, 74, 90, 9, "#f2b63c", 3)
    p.path("M88 80 L100 94 H84 Z", "#4a4860", 2.4)
    for x, radius in ((20, 13), (47, 10), (70, 10)):
        p.disc(x, 95 - radius, radius, "#3b3a4c")
        p.disc(x, 95 - radius, radius * 0.42, "#e8e6ee", 1)


def rocket(p: Pen) -> None:
    p.path("M40 80 C34 90 44 92 50 104 C56 92 66 90 60 80 Z", "#ffb02e", 2.4)
    p.path("M45 82 C43 88 48 90 50 95 C52 90 57 88 55 82 Z", "#fff0a0", 0)
    p.path("M32 52 C18 58 14 72 16 86 L36 76 Z", "dark")
    p.path("M68 52 C82 58 86 72 84 86 L64 76 Z", "dark")
    p.path("M50 0 C70 16 74 46 66 80 H34 C26 46 30 16 50 0 Z")
    p.path("M50 0 C57 6 62 12 65 20 H35 C38 12 43 6 50 0 Z", "#fff6e3")
    p.disc(50, 42, 11, "#9fe0f7")
    p.mark("M45 40 Q47 35 52 35", "#ffffff", 3)
    p.mark("M36 68 H64", "dark", 4)


def plane(p: Pen) -> None:
    p.path("M44 44 L30 14 H44 L66 42 Z", "light")
    p.path("M2 18 H15 L28 44 H8 Z", "light")
    p.path("M4 38 C20 34 60 34 76 38 C92 41 100 48 100 54 C100 62 88 68 72 68 H38 C20 68 8 56 4 38 Z")
    p.path("M78 40 C88 42 95 46 97 51 H80 C76 50 76 42 78 40 Z", "#cdeefb", 2.4)
    for x in (32, 46, 60):
        p.disc(x, 49, 4.6, "#cdeefb", 2)
    p.path("M38 58 H64 L42 88 H27 Z", "light")
