"""The judges: separate classifiers of every attribute (`--modality`), trained on real renders only; `--check` measures held-out renders."""

import numpy as np
import torch

from classes import attribute_loss, class_counts, classes_of
from encoder import Judge
from library import Library, fresh_media
from train_encoder import as_sent, blurred, trained_judge
from trainer import arguments, train
from world import CARRIED, random_scene


@torch.no_grad()
def check(modality: str) -> dict[str, float]:
    """Share of held-out renders whose attribute the judge reads rightly."""
    library, judge = Library("heldout"), trained_judge(modality)
    right = np.zeros(len(CARRIED[modality]))
    for first in range(0, len(library), 100):
        indices = np.arange(first, min(first + 100, len(library)))
        logits = judge(torch.from_numpy(library.media(modality, indices)))
        wanted = classes_of([library.scenes[index] for index in indices], modality).numpy()
        right += [(head.argmax(-1).numpy() == wanted[:, at]).sum() for at, head in enumerate(logits)]
    return dict(zip(CARRIED[modality], (right / len(library)).round(4).tolist()))


def main() -> None:
    options = arguments(__doc__, minutes=6, batch=32, rate=6e-4)
    options.add_argument("--modality", choices=tuple(CARRIED), required=True)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    if given.check:
        print(given.modality, check(given.modality))
        return
    net = Judge(given.modality, class_counts(given.modality)).to(given.device, memory_format=torch.channels_last)
    rng = np.random.default_rng()

    def loss_of(step: int) -> torch.Tensor:
        scenes = [random_scene(rng) for _ in range(given.batch)]
        media = as_sent(given.modality, torch.from_numpy(fresh_media(given.modality, scenes, rng)).to(given.device))
        return attribute_loss(list(net(blurred(media))), scenes, given.modality)

    train(f"judge-{given.modality}", net, loss_of, given)


if __name__ == "__main__":
    main()
