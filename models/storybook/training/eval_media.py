"""The eval's media: held-out scenes drawn evenly, each as a picture, a sound and a clip in the files that people send, listed in scenes.json."""

import argparse
import io
import json
import subprocess
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

from animate import FRAMES, animate_scene
from draw import draw_scene
from mel import RATE
from play import play_scene
from world import ATTRIBUTES, VALUES, Scene

OUT = Path(__file__).parent.parent / "eval" / "media"
SEED = 3  # the library's splits draw from 1 and 2
CLIP_SIZE, FRAMES_PER_SECOND = 128, 8
OPUS = ["-c:a", "libopus", "-b:a", "24k", "-vbr", "on", "-ar", "48000", "-map_metadata", "-1", "-f", "ogg"]
H264 = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "23", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
        "-color_trc", "bt709", "-vf", "scale=out_color_matrix=bt709", "-movflags", "+faststart", "-map_metadata", "-1", "-f", "mp4"]  # fmt: skip


def even_scenes(count: int) -> list[Scene]:
    """Scenes in which every attribute takes each of its values equally often, give or take one."""
    rng = np.random.default_rng(SEED)
    columns = {name: rng.permutation(np.resize(rng.permutation(values), count)) for name, values in VALUES.items()}
    return [Scene(**{name: str(columns[name][index]) for name in ATTRIBUTES}) for index in range(count)]


def write_scene(scene: Scene, index: int, folder: Path) -> dict:
    """Picture and clip begin alike: both stage the scene from the same seed."""
    name = f"{index:03d}"
    still = Image.fromarray(draw_scene(scene, np.random.default_rng([SEED, index])))
    packed = io.BytesIO()
    still.save(packed, "png", optimize=True)
    (folder / f"{name}.png").write_bytes(packed.getvalue())
    wave = play_scene(scene, np.random.default_rng([SEED, index, 1]))
    encode(wave.astype("<f4").tobytes(), ["-f", "f32le", "-ar", str(RATE), "-ac", "1"], OPUS, folder / f"{name}.ogg")
    clip = animate_scene(scene, np.random.default_rng([SEED, index]), CLIP_SIZE, FRAMES)
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{CLIP_SIZE}x{CLIP_SIZE}", "-framerate", str(FRAMES_PER_SECOND)]
    encode(clip.tobytes(), raw, H264, folder / f"{name}.mp4")
    return {"image": f"{name}.png", "audio": f"{name}.ogg", "video": f"{name}.mp4", "facts": asdict(scene)}


def encode(samples: bytes, given: list[str], wanted: list[str], path: Path) -> None:
    exact = ["-bitexact", "-threads", "1"]  # the same bytes in every run
    subprocess.run(["ffmpeg", "-v", "error", "-y", *given, "-i", "-", *exact, *wanted, str(path)], input=samples, check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scenes", type=int, default=300)
    options.add_argument("--out", type=Path, default=OUT)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    entries = [write_scene(scene, index, given.out) for index, scene in enumerate(even_scenes(given.scenes))]
    lines = ",\n ".join(json.dumps(entry) for entry in entries)
    (given.out / "scenes.json").write_text(f"[\n {lines}\n]\n")
    megabytes = sum(path.stat().st_size for path in given.out.iterdir()) / 1e6
    print(f"{len(entries)} scenes, {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
