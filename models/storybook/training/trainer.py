"""One training loop for every network: bf16 autocast where it is fast, AdamW, a moving average of the weights, resumable checkpoints.

`torchrun --nproc-per-node 2 train_....py` trains in two processes, a core each, whose gradients are averaged.
Knows nothing about what is learned: `loss_of(net, step)` draws its own batch.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, distributed, nn

from library import RUNS

SAVE_EVERY_S = 90


def arguments(doc: str | None, **defaults: float) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=doc)
    options.add_argument("--minutes", type=float, default=defaults.get("minutes", 10))
    options.add_argument("--batch", type=int, default=int(defaults.get("batch", 32)))
    options.add_argument("--rate", type=float, default=defaults.get("rate", 8e-4), help="learning rate")
    options.add_argument("--settle", action="store_true", help="let the learning rate fall to a tenth over this slice")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return options


def autocast(device: str) -> torch.autocast:
    """bf16 where the hardware multiplies it: a CPU without AVX-512 was 15 times slower in bf16 than in fp32."""
    is_fast = device != "cpu" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast(device, dtype=torch.bfloat16, enabled=is_fast)


class Muon(torch.optim.Muon):
    """Muon (Jordan et al. 2024) whose Newton-Schulz iteration goes through bf16 only where that is fast: torch's own always does."""

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                momentum = self.state[weight].setdefault("momentum_buffer", torch.zeros_like(weight))
                momentum.lerp_(weight.grad, 1 - group["momentum"])
                with autocast(weight.device.type):
                    update = orthogonal(weight.grad.lerp(momentum, group["momentum"]))
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.add_(update, alpha=-group["lr"] * 0.2 * max(weight.shape) ** 0.5)


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """About U V^T of a matrix's singular value decomposition, by a quintic Newton-Schulz iteration with Jordan's coefficients."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(rounds):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


class Optimiser:
    """AdamW for everything but `matrices`, which go by Muon at a rate that matches AdamW's steps."""

    def __init__(self, net: nn.Module, rate: float, matrices: Iterable[nn.Parameter] = ()):
        chosen = list(matrices)
        rest = [p for p in net.parameters() if p.requires_grad and all(p is not matrix for matrix in chosen)]
        self.parts: list[torch.optim.Optimizer] = [torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)]
        if chosen:
            self.parts.append(Muon(chosen, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"))

    def step(self, rate: float) -> None:
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
            part.zero_grad()

    def state_dict(self) -> list[dict]:
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict]) -> None:
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)


def train(name: str, net: nn.Module, loss_of: Callable[[int], Tensor], given: argparse.Namespace, matrices: Iterable[nn.Parameter] = ()) -> None:
    """Goes on from runs/<name>.pt for `given.minutes`, prints loss and rate, and leaves weights, optimiser and average there."""
    torch.set_num_threads(given.threads)
    ranks, is_first = join(net), rank() == 0
    path = RUNS / f"{name}.pt"
    optimiser = Optimiser(net, given.rate, matrices)
    average = {key: value.detach().clone() for key, value in net.state_dict().items()}
    step = 0
    if path.exists():
        state = torch.load(path, map_location=given.device, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        average, step = state["average"], state["step"]
    started = saved = reported = time.time()
    seen = total = elapsed = 0.0
    begun_at = step
    say = print if is_first else lambda *_, **__: None
    say(f"{name}: {sum(p.numel() for p in net.parameters()) / 1e6:.2f} M parameters, from step {step}", flush=True)
    while elapsed < given.minutes * 60:
        left = 1 - elapsed / (given.minutes * 60)
        with autocast(given.device):
            loss = loss_of(step)
        loss.backward()
        elapsed = agreed(net, time.time() - started)
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step(given.rate * min(1.0, (step + 1) / 200) * (max(left, 0.1) if given.settle else 1.0))
        step += 1
        blend(average, net, min(0.997, (step + 1) / (step + 20)))
        total, seen = total + loss.item(), seen + 1
        if time.time() - reported > 30:
            pace = ranks * (step - begun_at) * given.batch / (time.time() - started)
            say(f"{name}: step {step} loss {total / seen:.4f} {pace:.1f} samples/s", flush=True)
            reported, total, seen = time.time(), 0.0, 0.0
        if is_first and time.time() - saved > SAVE_EVERY_S:
            save(path, net, optimiser, average, step)
            saved = time.time()
    if is_first:
        save(path, net, optimiser, average, step)
    say(f"{name}: done at step {step}, {ranks * (step - begun_at) * given.batch} samples in this slice", flush=True)


def rank() -> int:
    """Which of the processes that train together this one is; known before they join."""
    return int(os.environ.get("RANK", "0"))


def join(net: nn.Module) -> int:
    """How many processes train together; all begin with the weights of the first."""
    if not distributed.is_torchelastic_launched():
        return 1
    distributed.init_process_group("gloo")
    for tensor in net.state_dict().values():
        distributed.broadcast(tensor, 0)
    return distributed.get_world_size()


@torch.no_grad()
def agreed(net: nn.Module, elapsed: float) -> float:
    """Averages the gradients, and the time that has passed, over all processes; the latter is given back."""
    if not distributed.is_initialized():
        return elapsed
    gradients = [torch.zeros_like(weight) if weight.grad is None else weight.grad for weight in net.parameters()]
    shared = torch.cat([torch.tensor([elapsed], device=gradients[0].device), *(gradient.flatten() for gradient in gradients)])
    distributed.all_reduce(shared)
    shared /= distributed.get_world_size()
    parts = shared[1:].split([gradient.numel() for gradient in gradients])
    for weight, part in zip(net.parameters(), parts, strict=True):
        weight.grad = part.view_as(weight)
    return float(shared[0])


@torch.no_grad()
def blend(average: dict[str, Tensor], net: nn.Module, keep: float) -> None:
    state = net.state_dict()
    floats = [key for key in average if average[key].is_floating_point()]
    torch._foreach_lerp_([average[key] for key in floats], [state[key] for key in floats], 1 - keep)


def save(path, net: nn.Module, optimiser: Optimiser, average: dict[str, Tensor], step: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".part")
    torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step}, scratch)
    scratch.replace(path)


def averaged(name: str, net: nn.Module, device: str = "cpu") -> nn.Module:
    """`net` with the averaged weights of runs/<name>.pt, frozen."""
    net.load_state_dict(torch.load(RUNS / f"{name}.pt", map_location=device, weights_only=True)["average"])
    return net.to(device).eval().requires_grad_(False)
