"""manifest.json of a NExT-GPT pack: the published constants, and where the pack does not follow the original code."""

from next_gpt.checkpoint import CheckpointError
from next_gpt.layout import IMAGEBIND, MODALITIES, Decoder, Layout
from next_gpt.tokenizer import CLOSE, OPEN, SIGNALS

CLIP = {"mean": [0.48145466, 0.4578275, 0.40821073], "std": [0.26862954, 0.26130258, 0.27577711]}
NOTES = [
    "Weights of NExT-GPT and ImageBind are for non-commercial use only (CC-BY-NC-SA 4.0), those of Zeroscope (CC-BY-NC 4.0) and AudioLDM (CC-BY-NC-SA 4.0) too.",
    "Every medium is embedded; the original code reads the second of two media side by side as text.",
    "Clips start as pytorchvideo 0.1.5 has them (by-count), so that the end of a file is never seen; clipSpacing \"even\" gives the later rule.",
    "The mean of an audio clip is subtracted from a copy; the original shifts samples that overlapping clips share.",
    "A signal block is always completed, text after it is kept, and answers that end beside a signal token do not crash: the original crashes there, at a stop token "
    "that comes first, at two blanks between media, and drops all text behind the last signal.",
    "Films are seen at 8 frames a second and sounds are resampled by ffmpeg, mixed down to two channels where there are more.",
    "Media appear in the order in which the model asked for them, each with the words before it as its caption.",
    "Earlier turns are rendered as the present one is, so that a prompt only grows at its end; the original has one blank less before their words.",
    "EXIF orientation is obeyed and transparency blended; frames are rounded where the original truncates (1/255 at most).",
]


def manifest(layout: Layout, graphs: dict[str, dict], tokenizer: dict, unconditional: dict[str, dict], version: str, spacing: str, begins_each: bool) -> dict:
    llm = layout.llm
    return {
        "format": 1, "name": "next-gpt", "version": version, "licence": {"id": "CC-BY-NC-SA-4.0", "commercial": False}, "notes": NOTES,
        "tokenizer": tokenizer,
        "prompt": {"begin": "###", "user": {"open": " Human: ", "close": ""}, "bot": {"open": "\n### Assistant:", "close": "\n###"},
                   "made": {"open": "", "close": ""}, "author": "{name}: ", "number": "", "caption": "({modality}: {caption}) ",
                   "stop": ["###", "</s>"], "segments": {"begin": "<s>", "each": begins_each}},
        "llm": {"layers": llm.num_hidden_layers, "kvHeads": llm.num_key_value_heads, "headDim": llm.hidden_size // llm.num_attention_heads,
                "width": llm.hidden_size, "vocabulary": llm.vocab_size, "contextTokens": llm.max_position_embeddings},
        "sampling": {"temperature": 1.0, "topK": 0, "topP": 0.01, "maxTokens": 246},
        "inputs": {m: {"preprocess": preprocess(m, layout, spacing), "tokens": 1, "open": OPEN, "close": CLOSE} for m in MODALITIES},
        "outputs": {m: output(decoder, unconditional[m]) for m, decoder in layout.decoders.items()},
        "graphs": graphs,
    }


def preprocess(modality: str, layout: Layout, spacing: str) -> dict:
    side = layout.image_side
    if modality == "image":
        return {"type": "image", "size": side, "fit": "cover", "resample": "bicubic", **CLIP}
    clips = {"clips": IMAGEBIND["clips"][modality], "clipSeconds": 2, "clipSpacing": spacing}
    if modality == "video":
        return {"type": "imagebind-clips", "size": side, **clips, "framesPerClip": IMAGEBIND["frames_per_clip"], "crops": IMAGEBIND["crops"], **CLIP}
    return {"type": "kaldi-fbank", "sampleRateHz": 16_000, **clips, "mels": IMAGEBIND["mels"], "frames": IMAGEBIND["mel_frames"], "mean": -4.268, "std": 9.138}


def output(decoder: Decoder, unconditional: dict) -> dict:
    return {"signals": SIGNALS[decoder.modality], "latentShape": list(decoder.latent_shape), "scheduler": scheduler(decoder.scheduler),
            "steps": decoder.steps, "guidance": decoder.guidance, "unconditional": unconditional, "format": decoder.output}


KINDS = {"DDIMScheduler": "ddim", "PNDMScheduler": "pndm"}


def scheduler(config: dict) -> dict:
    """diffusers' scheduler_config.json as the core's; what the core does not do is refused."""
    kind, name = KINDS.get(config.get("_class_name", "")), config.get("_class_name")
    expected = {"clip_sample": False} if kind == "ddim" else {"skip_prk_steps": True}
    wrong = next((key for key, value in expected.items() if config.get(key, not value) != value), None)
    if kind is None or wrong is not None or config.get("trained_betas") is not None or config.get("timestep_spacing", "leading") != "leading":
        raise CheckpointError(f"The scheduler {name} ({wrong or 'its class, betas or spacing'}) is none of those that a pack can name: {', '.join(KINDS)}.")
    beta = config.get("beta_schedule", "linear").replace("scaled_linear", "scaled-linear")
    return {"type": kind, "trainSteps": config.get("num_train_timesteps", 1000), "betaStart": config.get("beta_start", 0.0001), "betaEnd": config.get("beta_end", 0.02),
            "betaSchedule": beta, "prediction": {"v_prediction": "velocity"}.get(config.get("prediction_type"), config.get("prediction_type", "epsilon")),
            "stepsOffset": config.get("steps_offset", 0), "setAlphaToOne": config.get("set_alpha_to_one", kind == "ddim")}
