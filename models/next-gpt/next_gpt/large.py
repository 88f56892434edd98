"""`python -m next_gpt.large --layers N --out DIR`: exports the LLM of a random checkpoint of any size and says how long it took and how much memory."""

import argparse
import json
import time
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import torch
from transformers import LlamaConfig

from next_gpt.checkpoint import TRANSFORMERS, Delta, read_folder, read_weights
from next_gpt.graphs import write_graph
from next_gpt.language import ATTENTIONS
from next_gpt.layout import Layout, llm_graphs
from next_gpt.precision import PRECISIONS
from next_gpt.sources import DELTA
from next_gpt.tokenizer import ADDED

RANK, STANDARD_DEVIATION, LAYERS_PER_SHARD = 32, 0.02, 4


def write_checkpoint(folder: Path, config: LlamaConfig) -> None:
    """As Vicuna and the delta are published: shards in fp16 with an index, LoRA on four projections, embeddings and lm_head beside it."""
    torch.manual_seed(0)
    folder.mkdir(parents=True, exist_ok=True)
    width, inner, row = config.hidden_size, config.intermediate_size, config.num_key_value_heads * config.hidden_size // config.num_attention_heads
    matrices = {"self_attn.q_proj": (width, width), "self_attn.k_proj": (row, width), "self_attn.v_proj": (row, width), "self_attn.o_proj": (width, width),
                "mlp.gate_proj": (inner, width), "mlp.up_proj": (inner, width), "mlp.down_proj": (width, inner)}
    index, delta = {}, {}
    for first in range(0, config.num_hidden_layers, LAYERS_PER_SHARD):
        shard = {} if first else {"model.embed_tokens.weight": random(32_000, width), "lm_head.weight": random(32_000, width), "model.norm.weight": torch.ones(width).half()}
        for layer in range(first, min(first + LAYERS_PER_SHARD, config.num_hidden_layers)):
            stem = f"model.layers.{layer}."
            shard |= {f"{stem}{name}.weight": random(*shape) for name, shape in matrices.items()}
            shard |= {f"{stem}{name}_layernorm.weight": torch.ones(width).half() for name in ("input", "post_attention")}
            for name, (out, into) in list(matrices.items())[:4]:
                delta |= {f"{stem}{name}.lora_A.default.weight": random(RANK, into), f"{stem}{name}.lora_B.default.weight": random(out, RANK)}
        file = f"pytorch_model-{first:05d}.bin"
        torch.save(shard, folder / file)
        index |= {name: file for name in shard}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps({"weight_map": index}))
    delta |= {f"{name}.weight": random(config.vocab_size, width) for name in ("model.embed_tokens", "lm_head")}
    named = {f"llama_model.base_model.model.{name}": tensor for name, tensor in delta.items()}
    named |= {f"{name}.weight": torch.zeros(1) for name in ("llama_proj", "gen_text_hidden_fcs.0", "gen_text_hidden_fcs_video.0", "gen_text_hidden_fcs_audio.0")}
    torch.save(named, folder / DELTA)


def random(*shape: int) -> torch.Tensor:
    return (STANDARD_DEVIATION * torch.randn(shape)).half()


class Memory:
    """Largest memory of this process while it is watched: its own, and with the mapped pages of files that it reads."""

    def __enter__(self) -> "Memory":
        self.own = self.all = 0
        self.over = Event()
        self.watcher = Thread(target=self.watch)
        self.watcher.start()
        return self

    def watch(self) -> None:
        while not self.over.wait(0.05):
            status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
            self.own, self.all = (max(most, int(status[key].split()[0]) * 1024) for most, key in ((self.own, "RssAnon"), (self.all, "VmRSS")))

    def __exit__(self, *_fault: object) -> None:
        self.over.set()
        self.watcher.join()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    for name, size in (("layers", 22), ("width", 2048), ("inner", 5632), ("heads", 32), ("kv-heads", 4)):
        options.add_argument(f"--{name}", type=int, default=size)
    options.add_argument("--dtype", choices=PRECISIONS, default="fp16")
    options.add_argument("--attention", choices=ATTENTIONS, default="plain")
    given = options.parse_args()
    config = LlamaConfig(vocab_size=32_000 + len(ADDED), hidden_size=given.width, intermediate_size=given.inner, num_hidden_layers=given.layers,
                         num_attention_heads=given.heads, num_key_value_heads=given.kv_heads, max_position_embeddings=2048)
    folder = given.out / "checkpoint"
    if not (folder / DELTA).exists():
        writer = get_context("spawn").Process(target=write_checkpoint, args=(folder, config))  # its memory is not to be counted
        writer.start()
        writer.join()
    layout = Layout({}, {}, {}, config, {}, given.attention)
    layout.weights = {"llm": Delta(read_weights(folder / DELTA)).merged(read_folder(folder, TRANSFORMERS))}
    started, parameters, size = time.monotonic(), 0, 0
    with Memory() as memory:
        for graph in llm_graphs(layout):
            entry = write_graph(graph, given.out / f"{given.dtype}-{given.attention}", PRECISIONS[given.dtype])
            parameters, size = parameters + graph.parameters(PRECISIONS[given.dtype])[0], size + sum(file["bytes"] for file in entry["external"])
    print(f"{parameters:,} parameters, {given.dtype}, {given.attention}: {size / 1e9:.2f} GB in {time.monotonic() - started:.0f} s, "
          f"memory of its own {memory.own / 1e9:.2f} GB, with mapped files {memory.all / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
