"""Pictures from outside the world: textures, lit surfaces, landscapes of noise, solids, pages, charts, mosaics, gradients."""

import numpy as np
from scipy.ndimage import gaussian_filter, zoom

Canvas = np.ndarray  # float [size, size, 3], values about 0 to 255


def picture(rng: np.random.Generator, size: int = 128) -> np.ndarray:
    """uint8 [size, size, 3]; some are taken by a poor camera."""
    canvas = rng.choice([texture, shapes, scribble, plain, lit, ridges, solids, chart, mosaic, stripes])(rng, size)
    if rng.random() < 0.3:
        canvas = (canvas - canvas.mean()) * rng.uniform(0.4, 1.4) + rng.uniform(70, 190)
    if rng.random() < 0.3:
        canvas = canvas + rng.normal(size=canvas.shape) * rng.uniform(2, 18)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def cloudy(rng: np.random.Generator, size: int, falling: float) -> np.ndarray:
    """[size, size] noise of many grains, mean 0, deviation 1; a larger `falling` is smoother."""
    waves = np.hypot(*np.meshgrid(np.fft.fftfreq(size), np.fft.rfftfreq(size), indexing="ij"))
    waves[0, 0] = 1
    noise = np.fft.irfft2(np.fft.rfft2(rng.normal(size=(size, size))) * waves**-falling, s=(size, size))
    return (noise - noise.mean()) / noise.std()


def colours(rng: np.random.Generator, count: int) -> np.ndarray:
    """[count, 3], related or not, dull or not."""
    chosen = rng.uniform(0, 255, (count, 3)) if rng.random() < 0.5 else rng.uniform(30, 225, (1, 3)) + rng.normal(0, 40, (count, 3))
    return chosen.mean(1, keepdims=True) + (chosen - chosen.mean(1, keepdims=True)) * rng.uniform(0.1, 1.2)


def texture(rng: np.random.Generator, size: int) -> Canvas:
    """Noise of several grains, as a photo out of focus has."""
    grain = np.stack([cloudy(rng, size, rng.uniform(0.5, 2.2))] * 3, -1) if rng.random() < 0.5 else np.stack([cloudy(rng, size, rng.uniform(0.5, 2.2)) for _ in range(3)], -1)
    return rng.uniform(40, 215, 3) + grain * rng.uniform(15, 70, 3)


def lit(rng: np.random.Generator, size: int) -> Canvas:
    """A rough surface in slanting light: stone, cloth, skin, fur."""
    height = cloudy(rng, size, rng.uniform(1.2, 2.4)) * rng.uniform(2, 25)
    slope_y, slope_x = np.gradient(height)
    light = rng.normal(size=3)
    shade = (light[2] - slope_y * light[0] - slope_x * light[1]) / np.sqrt(1 + slope_y**2 + slope_x**2) / np.linalg.norm(light)
    low, high = colours(rng, 2)
    mix = np.clip(0.5 + 0.4 * cloudy(rng, size, 1.5), 0, 1)[..., None]
    return (low * mix + high * (1 - mix)) * np.clip(0.45 + 0.6 * shade, 0.05, 1.3)[..., None]


def ridges(rng: np.random.Generator, size: int) -> Canvas:
    """Hills behind hills under a sky, all of noise."""
    rows = np.arange(size)[:, None]
    canvas = plain(rng, size)
    for depth in range(layers := int(rng.integers(1, 5))):
        line = size * (0.3 + 0.6 * (depth + 1) / layers) + rng.uniform(4, 22) * cloudy(rng, size, rng.uniform(0.8, 1.8))[0]
        ground = colours(rng, 1)[0] + rng.uniform(5, 40) * cloudy(rng, size, rng.uniform(0.2, 1.2))[..., None]
        canvas = np.where((rows > line)[..., None], ground, canvas)
    return canvas


def solids(rng: np.random.Generator, size: int) -> Canvas:
    """Balls, boxes and poles with light, shade and shadow on a table or against a wall."""
    rows, columns = np.mgrid[:size, :size].astype(float)
    canvas = plain(rng, size) if rng.random() < 0.5 else texture(rng, size)
    floor = rng.uniform(0.3, 0.8) * size
    canvas = np.where((rows > floor)[..., None], colours(rng, 1)[0] * np.linspace(1.1, 0.7, size)[:, None, None], canvas)
    light = rng.uniform(-1, 1, 2)
    for _ in range(rng.integers(1, 7)):
        y, x, r = rng.uniform(0.2, 0.9) * size, rng.uniform(0, 1) * size, rng.uniform(0.05, 0.3) * size
        shadow = ((rows - y - r * 0.9) / (0.3 * r)) ** 2 + ((columns - x + light[1] * r) / r) ** 2
        canvas = canvas * np.clip(0.5 + 0.5 * shadow, 0.5, 1)[..., None]
        up, side = (rows - y) / r, (columns - x) / r * rng.uniform(0.5, 2)
        inside = (up**2 + side**2 < 1) if rng.random() < 0.6 else (abs(up) < 1) & (abs(side) < 0.8)
        depth = np.sqrt(np.clip(1 - up**2 - side**2, 0, 1))
        shade = np.clip(0.35 + 0.5 * depth - 0.35 * (up * light[0] + side * light[1]), 0.05, 1.3)
        canvas = np.where(inside[..., None], (colours(rng, 1)[0] * shade[..., None]) + 120 * (shade > 1.1)[..., None], canvas)
    return gaussian_filter(canvas, (s := rng.uniform(0, 1.5), s, 0))


def shapes(rng: np.random.Generator, size: int) -> Canvas:
    """Blocks and discs without order."""
    canvas = np.full((size, size, 3), rng.uniform(0, 255, 3))
    rows, columns = np.mgrid[:size, :size]
    for _ in range(rng.integers(3, 25)):
        y, x, r, q = rng.uniform(0, size, 2).tolist() + rng.uniform(3, size / 3, 2).tolist()
        box = (abs(rows - y) < r) & (abs(columns - x) < q)
        disc = (rows - y) ** 2 + (columns - x) ** 2 < r * r
        canvas[disc if rng.random() < 0.5 else box] = rng.uniform(0, 255, 3)
    return gaussian_filter(canvas, (s := rng.choice([0, 0.7, 2.0]), s, 0))


def scribble(rng: np.random.Generator, size: int) -> Canvas:
    """Lines of ink on paper or light on a screen, with bars and boxes as windows have."""
    dark = rng.random() < 0.3
    canvas = np.full((size, size, 3), rng.uniform(0, 60, 3) if dark else rng.uniform(190, 255, 3))
    margin, ink = int(rng.integers(0, size // 5)), rng.uniform(150, 255, 3) if dark else rng.uniform(0, 130, 3)
    step, row = int(rng.integers(4, 14)), int(rng.integers(2, 20))
    while row < size - step:
        letters = gaussian_filter(rng.normal(size=(step, size)), rng.uniform(0.5, 1.5)) > 0.1
        ragged = int(rng.uniform(0.3, 1) * (size - 2 * margin))
        tall = max(1, step * 2 // 3)
        canvas[row : row + tall, margin : margin + ragged][letters[:tall, :ragged]] = ink
        row += step + (step if rng.random() < 0.15 else 0)
    for _ in range(rng.integers(0, 4)):
        top, left, tall, wide = rng.integers(0, size, 2).tolist() + rng.integers(5, size // 2, 2).tolist()
        canvas[top : top + tall, left : left + wide] = rng.uniform(0, 255, 3)
    return canvas


def chart(rng: np.random.Generator, size: int) -> Canvas:
    """Bars, curves or a pie on a ground with a grid."""
    canvas = np.full((size, size, 3), rng.uniform(225, 255) if rng.random() < 0.8 else rng.uniform(10, 50))
    rows, columns = np.mgrid[:size, :size]
    canvas[:: int(rng.integers(10, 30))] = 170
    tints = rng.uniform(0, 255, (8, 3))
    kind = rng.integers(0, 3)
    if kind == 0:
        count = int(rng.integers(3, 14))
        for bar, height in enumerate(rng.uniform(0.1, 0.9, count)):
            left = int((bar + 0.5) * size / (count + 0.5))
            canvas[int(size * (1 - height)) : size - 8, left : left + int(size / count * rng.uniform(0.4, 0.9))] = tints[bar % rng.integers(1, 8)]
    elif kind == 1:
        for line in range(rng.integers(1, 5)):
            curve = size / 2 + rng.uniform(5, 30) * cloudy(rng, size, rng.uniform(0.8, 2))[0] + np.linspace(0, rng.uniform(-40, 40), size)
            canvas[abs(rows - curve) < rng.uniform(0.8, 2.5)] = tints[line]
    else:
        angle, far = np.arctan2(rows - size / 2, columns - size / 2), np.hypot(rows - size / 2, columns - size / 2)
        slices = np.searchsorted(np.sort(rng.uniform(-np.pi, np.pi, 7)), angle)
        canvas = np.where((far < size * rng.uniform(0.25, 0.45))[..., None], tints[slices], canvas)
    return canvas


def mosaic(rng: np.random.Generator, size: int) -> Canvas:
    """Cells around random points, flat or shaded: stones, leaves, stained glass, crowds."""
    points = rng.uniform(0, size, (int(rng.integers(5, 90)), 2))
    rows, columns = np.mgrid[:size:2, :size:2]
    far = (rows[..., None] - points[:, 0]) ** 2 + (columns[..., None] - points[:, 1]) ** 2
    nearest = far.argmin(-1)
    canvas = colours(rng, len(points))[nearest]
    if rng.random() < 0.5:
        canvas = canvas * np.clip(1.2 - np.sqrt(far.min(-1)) / rng.uniform(8, 30), 0.2, 1.2)[..., None]
    return zoom(canvas, (size / len(canvas), size / len(canvas), 1), order=int(rng.integers(0, 2)))


def stripes(rng: np.random.Generator, size: int) -> Canvas:
    """Stripes, checks and rings, straight, bent or seen at a slant."""
    rows, columns = np.mgrid[:size, :size] / size - 0.5
    slant = 1 / (1.2 + rng.uniform(-1, 1) * rows)
    u, v = columns * slant * 10, rows * slant * 10
    u, v = (np.hypot(u, v), np.arctan2(v, u) * 3) if rng.random() < 0.3 else (u * np.cos(t := rng.uniform(0, 3)) + v * np.sin(t), v * np.cos(t) - u * np.sin(t))
    bend = rng.uniform(0, 1) * cloudy(rng, size, 2.0)
    wave = np.sin(u * rng.uniform(1, 8) + bend) * (1 if rng.random() < 0.4 else np.sin(v * rng.uniform(1, 8)))
    mix = np.clip(0.5 + wave * rng.choice([0.5, 5.0]), 0, 1)[..., None]
    low, high = colours(rng, 2)
    return low * mix + high * (1 - mix)


def plain(rng: np.random.Generator, size: int) -> Canvas:
    """A gradient between two or four colours."""
    corners = rng.uniform(0, 255, (2, 2, 3))
    along = np.linspace(0, 1, size)[:, None, None]
    left, right = (corners[0, at] * (1 - along) + corners[1, at] * along for at in (0, 1))
    across = np.linspace(0, 1, size)[None, :, None]
    return left * (1 - across) + right * across
