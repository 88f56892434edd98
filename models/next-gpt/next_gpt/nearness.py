"""`python -m next_gpt.nearness PACK OTHER`: how far logits and hidden states of two exports of one LLM are apart, over random tokens, in onnxruntime."""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime

TOKENS = 32


def run(folder: Path, ids: np.ndarray, threads: int) -> dict[str, np.ndarray]:
    """Logits of every position: each is fed alone, after those before it, as in an answer."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    embed, decoder = (onnxruntime.InferenceSession(folder / "graphs" / f"llm.{part}.onnx", options, ["CPUExecutionProvider"]) for part in ("embed", "decoder"))
    embeds = embed.run(None, {"input_ids": ids})[0]
    past = {tensor.name: np.zeros((0, *tensor.shape[1:]), np.float32) for tensor in decoder.get_inputs()[1:]}
    names, made = [tensor.name for tensor in decoder.get_outputs()], {"logits": [], "hidden": []}
    for position in range(embeds.shape[1]):
        outputs = dict(zip(names, decoder.run(None, {"inputs_embeds": embeds[:, position:position + 1], **past})))
        past = {name: np.concatenate([held, outputs[name.replace("past", "new")]]) for name, held in past.items()}
        for name, values in made.items():
            values.append(outputs[name].reshape(-1))
    return {name: np.stack(values) for name, values in made.items()}


def apart(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Root mean square of the difference by that of the values, and the largest difference by the largest value."""
    difference = one.astype(np.float64) - other
    return float(np.sqrt((difference**2).mean() / (other.astype(np.float64) ** 2).mean())), float(np.abs(difference).max() / np.abs(other).max())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pack", type=Path)
    options.add_argument("other", type=Path, help="what it is measured against")
    options.add_argument("--vocabulary", type=int, default=32_000)
    options.add_argument("--threads", type=int, default=0)
    given = options.parse_args()
    ids = np.random.default_rng(0).integers(3, given.vocabulary, (1, TOKENS))
    other = run(given.other, ids, given.threads)
    made = run(given.pack, ids, given.threads)
    for name in ("logits", "hidden"):
        mean, largest = apart(made[name], other[name])
        print(f"{name}: root mean square {100 * mean:.2f} %, largest {100 * largest:.2f} % of the largest")
    same = (made["logits"].argmax(-1) == other["logits"].argmax(-1)).mean()
    print(f"likeliest token the same at {100 * same:.0f} % of {TOKENS} positions")


if __name__ == "__main__":
    main()
