"""The encoders' embeddings of the whole library, computed once, so that the LLM trains on them without running encoders."""

import argparse

import numpy as np
import torch

from foreign import foreign_media
from library import RUNS, Library
from train_encoder import TOKENS, trained_encoder
from text_encoder import WIDTH
from trainer import autocast


def load_features(modality: str) -> np.ndarray:
    """float16 [scenes + foreign media, tokens, 256]: the k-th foreign medium stands at -1 - k."""
    return np.load(RUNS / f"features-{modality}.npy", mmap_mode="r")


@torch.no_grad()
def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--modality", choices=("image", "audio", "video"), required=True)
    modality = options.parse_args().modality
    torch.set_num_threads(1)
    encoder = trained_encoder(modality).to(memory_format=torch.channels_last)
    library, foreign = Library(), foreign_media(modality)
    features = np.empty((len(library) + len(foreign), TOKENS[modality], WIDTH), np.float16)
    for first in range(0, len(features), 64):
        indices = np.arange(first, min(first + 64, len(features)))
        known, unknown = indices[indices < len(library)], indices[indices >= len(library)] - len(library)
        media = np.concatenate([library.media(modality, known), foreign[unknown]]) if len(known) else foreign[unknown]
        with autocast("cpu"):
            features[indices] = encoder(torch.from_numpy(media)).float().numpy()
    scratch = RUNS / f"features-{modality}.part.npy"
    np.save(scratch, features)
    scratch.replace(RUNS / f"features-{modality}.npy")  # a training that reads the old ones goes on reading them


if __name__ == "__main__":
    main()
