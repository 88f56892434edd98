"""Files that are missing, cut off, of another model or of another making are refused in one sentence, before anything is written."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pickle
import shutil
import subprocess

import pytest
import torch

from next_gpt.checkpoint import CheckpointError, Weights, read_folder, read_weights, with_present_names
from next_gpt.export import Wishes, export
from next_gpt.sources import DELTA, Sources, read_layout
from next_gpt.tiny import write_tiny
from next_gpt.tiny_sources import tiny_sources


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny(folder, seed=3)
    return folder


@pytest.fixture
def sources(tiny: Path, tmp_path: Path) -> Sources:
    return tiny_sources(Path(shutil.copytree(tiny, tmp_path / "tiny")))


def refused(sources: Sources, tmp_path: Path) -> str:
    with pytest.raises(CheckpointError) as fault:
        export(sources, tmp_path / "pack", Wishes("fp32"))
    assert not (tmp_path / "pack" / "manifest.json").exists()
    return str(fault.value)


def test_a_missing_file_is_named(sources: Sources, tmp_path: Path) -> None:
    sources.imagebind.unlink()
    assert f"{sources.imagebind} is not there" in refused(sources, tmp_path)


def test_a_file_that_is_cut_off_is_named(sources: Sources, tmp_path: Path) -> None:
    shard = next(sources.vicuna.glob("*00002-of-00002.bin"))
    shard.write_bytes(shard.read_bytes()[:1000])
    assert str(shard) in refused(sources, tmp_path)


@pytest.mark.parametrize("name", ["nextgpt/tokenizer.model", "imagebind_huge.pth", "vicuna/pytorch_model.bin.index.json"])
def test_a_pointer_in_a_files_place_is_named(sources: Sources, tmp_path: Path, name: str) -> None:
    path = sources.imagebind.parent / name
    assert path.is_file()
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    said = refused(sources, tmp_path)
    assert str(path) in said and "fetch it again" in said


def test_an_encoder_of_empty_captions_is_missed_before_any_graph_is_written(sources: Sources, tmp_path: Path) -> None:
    shutil.rmtree(sources.decoders["image"] / "text_encoder")
    assert "text_encoder" in refused(sources, tmp_path)
    assert not (tmp_path / "pack" / "graphs").exists()


def test_a_size_that_no_film_has_is_refused(sources: Sources, tmp_path: Path) -> None:
    sources.video_size = (33, 16)
    assert "--video-size 33x16: expected multiples of" in refused(sources, tmp_path)


def test_a_pickle_that_would_run_something_is_not_run(sources: Sources, tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "harm",))

    sources.imagebind.write_bytes(pickle.dumps(Harm()))
    assert str(sources.imagebind) in refused(sources, tmp_path)
    assert not (tmp_path / "harm").exists()


def test_a_delta_of_another_stage_is_refused(sources: Sources, tmp_path: Path) -> None:
    delta = torch.load(sources.checkpoint / DELTA, weights_only=True)
    torch.save({name: tensor for name, tensor in delta.items() if "lora" not in name}, sources.checkpoint / DELTA)
    assert "holds no LoRA" in refused(sources, tmp_path)


def test_a_tokenizer_of_another_size_is_refused(sources: Sources, tmp_path: Path) -> None:
    delta = torch.load(sources.checkpoint / DELTA, weights_only=True)
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        key = f"llama_model.base_model.model.{name}"
        delta[key] = torch.cat([delta[key], torch.zeros(4, delta[key].shape[1])])
    torch.save(delta, sources.checkpoint / DELTA)
    assert "402 token embeddings" in refused(sources, tmp_path)


def test_a_scheduler_that_the_core_lacks_is_refused(sources: Sources, tmp_path: Path) -> None:
    config = sources.decoders["image"] / "scheduler" / "scheduler_config.json"
    config.write_text(config.read_text().replace("PNDMScheduler", "UniPCMultistepScheduler"))
    assert "UniPCMultistepScheduler" in refused(sources, tmp_path)


def test_a_device_that_is_absent_is_named(sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(CheckpointError, match="--device cuda"):
        export(sources, tmp_path / "pack", Wishes(device="cuda"))


def test_the_command_says_one_sentence(sources: Sources, tmp_path: Path) -> None:
    sources.imagebind.unlink()
    decoders = [word for modality, folder in sources.decoders.items() for word in (f"--{modality}-decoder", str(folder))]
    given = ["--checkpoint", str(sources.checkpoint), "--imagebind", str(sources.imagebind), "--vicuna", str(sources.vicuna), *decoders, "--out", str(tmp_path / "pack")]
    ended = subprocess.run([sys.executable, "-m", "next_gpt.export", *given], cwd=Path(__file__).parent.parent, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1] == f"{sources.imagebind} is not there; expected a file of weights."
    assert "Traceback" not in ended.stderr


def test_shards_and_buffers_of_old_llama_folders(sources: Sources) -> None:
    assert any(name.endswith("inv_freq") for name in read_folder(sources.vicuna, ("model", "pytorch_model")).shapes)
    assert not any(name.endswith("inv_freq") for name in read_layout(sources).weights["llm"].shapes)


def test_lora_is_added_and_embeddings_are_replaced(sources: Sources) -> None:
    merged = read_layout(sources).weights["llm"]
    delta = read_weights(sources.checkpoint / DELTA).under("llama_model.base_model.model.")
    name = "model.layers.1.self_attn.o_proj"
    down, up = (delta.get(f"{name}.lora_{part}.default.weight") for part in "AB")
    base = read_folder(sources.vicuna, ("model", "pytorch_model")).get(f"{name}.weight")
    assert torch.allclose(merged.get(f"{name}.weight"), base + up @ down)
    assert torch.equal(merged.get("lm_head.weight"), delta.get("lm_head.weight"))


def test_attention_names_of_2022_are_understood() -> None:
    old = Weights("old", {"decoder.mid_block.attentions.0.proj_attn.bias": torch.Size([1]), "decoder.conv_in.bias": torch.Size([1])}, lambda name: torch.ones(1))
    assert set(with_present_names(old).shapes) == {"decoder.mid_block.attentions.0.to_out.0.bias", "decoder.conv_in.bias"}
