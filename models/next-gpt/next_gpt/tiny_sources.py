"""Where the files of a tiny checkpoint lie, and how little it makes."""

from pathlib import Path

from next_gpt.sources import Sources


def tiny_sources(folder: Path) -> Sources:
    decoders = {modality: folder / f"{modality}-decoder" for modality in ("image", "audio", "video")}
    return Sources(folder / "nextgpt", folder / "imagebind_huge.pth", folder / "vicuna", decoders, audio_seconds=0.16, video_size=(32, 16), video_frames=4)
