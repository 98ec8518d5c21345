"""The network that predictor.py trains, in torch; align/model/embedded/predictor.py runs it in NumPy.

For every piece of an English sentence it predicts which piece stands there, from what stands before the piece,
what stands behind its word, and the source sentence; never from the piece itself, nor from the rest of its word
behind it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from align.model.embedded.predictor import HEADS, HOPS

WIDTH = 256
POSITIONS = 128
BLOCK = 256
EVEN = 0.05


def _matrix(rows: int, columns: int, gain: float = 1.0, identity: float = 0.0) -> nn.Parameter:
    """Random values; with ``identity`` states begin in the space of the embeddings, where a piece lies near its
    translations, so that looks and predictions begin at them."""
    values = torch.randn(rows, columns) * (gain / rows**0.5)
    return nn.Parameter(values + identity * torch.eye(WIDTH).repeat(rows // WIDTH, columns // WIDTH))


class Predictor(nn.Module):
    """The parameters but for the embeddings, and the states from which pieces are predicted."""

    def __init__(self) -> None:
        super().__init__()
        wide = WIDTH
        self.position = nn.Parameter(torch.randn(POSITIONS, wide) * 0.02)
        small = 0.5
        named: dict[str, nn.Parameter] = {
            "source_1": _matrix(3 * wide, wide, small),
            "source_2": _matrix(3 * wide, wide, small),
            "held": _matrix(wide, (1 + HOPS) * 2 * wide, 0.3, 1.0),
            "ask_0": _matrix(wide, wide, 0.3, 0.7),
            "tell_0": _matrix(wide, wide, 0.3, 0.05),
            "join_in": _matrix(2 * wide, 2 * wide, 1.4),
            "join_out": _matrix(2 * wide, wide),
            "out": _matrix(wide, wide, 0.1, 0.2),
        }
        for side in ("left", "right"):
            for layer in (1, 2):
                named[f"{side}_{layer}"] = _matrix(3 * wide, wide, small)
        for hop in range(1, HOPS + 1):
            named[f"ask_{hop}"] = _matrix(wide, wide)
            named[f"tell_{hop}"] = _matrix(wide, wide, 0.3, 0.3)
            named[f"in_{hop}"] = _matrix(wide, 2 * wide, 1.4)
            named[f"out_{hop}"] = _matrix(2 * wide, wide, small)
        self.matrices = nn.ParameterDict(named)
        norms = (
            "source_1 source_2 held ask_0 left_1 left_2 right_1 right_2 left right out "
            + " ".join(f"ask_{hop} in_{hop}" for hop in range(1, HOPS + 1))
        ).split()
        self.norms = nn.ParameterDict({name: nn.Parameter(torch.ones(wide)) for name in norms})
        # how much each head of each look minds the distance from the diagonal, before and behind it
        self.slopes = nn.Parameter(torch.linspace(0, 1, HEADS).repeat(1 + HOPS, 2, 1))

    def norm(self, values: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(values, (WIDTH,), self.norms[name].to(values.dtype))

    def forward(
        self, here: torch.Tensor, there: torch.Tensor, behind: torch.Tensor, lengths: torch.Tensor
    ) -> torch.Tensor:
        """The states [sentences, T, WIDTH] from which the pieces between BEGIN and END are predicted. ``here``
        [sentences, T + 2, WIDTH] are embeddings of the English pieces, ``there`` [sentences, S, WIDTH] of the source,
        its language first, of which ``lengths`` are looked at; ``behind`` [sentences, T] is the place at which the
        word after each piece begins."""
        real, half = self.matrices, torch.bfloat16
        weights = {name: value.to(half) for name, value in real.items()}
        count, size = there.shape[:2]
        mask = torch.arange(size)[None] < lengths[:, None]
        masked = mask[..., None].to(half)
        there = (there + self.position[:size]).to(half)
        for layer in (1, 2):
            normed = self.norm(there, f"source_{layer}") * masked
            there = there + functional.relu(window(normed, layer, -layer) @ weights[f"source_{layer}"])
        keys = (self.norm(there, "held") @ weights["held"]).view(count, size, (1 + HOPS) * 2, HEADS, -1)
        keys = keys.permute(2, 0, 3, 1, 4)
        barred = (~mask).to(torch.float32)[:, None, None] * -1e4

        here = here.to(half)
        total = here.shape[1]
        place = torch.arange(total)[None, :, None] * (lengths[:, None, None] / total)
        off = (torch.arange(size)[None, None] - place) / 8
        distance = torch.stack([off.clamp(min=0), (-off).clamp(min=0)])  # [2, sentences, T + 2, S]

        def look(states: torch.Tensor, at: int, slack: torch.Tensor) -> torch.Tensor:
            asked = (self.norm(states, f"ask_{at}") @ weights[f"ask_{at}"]).view(*states.shape[:2], HEADS, -1)
            scores = asked.transpose(1, 2) @ keys[2 * at].transpose(2, 3)
            slope = self.slopes[at]
            minded = (
                slack[0][:, None] * slope[0][None, :, None, None]
                + slack[1][:, None] * slope[1][None, :, None, None]
            )
            chances = functional.softmax(scores.float() / (WIDTH // HEADS) ** 0.5 - minded + barred, dim=-1)
            told = chances.to(half) @ keys[2 * at + 1]
            return told.transpose(1, 2).reshape(states.shape) @ weights[f"tell_{at}"]

        here = here + look(here, 0, distance)
        sides = []
        for side, way in (("left", -1), ("right", 1)):
            states = here
            for layer in (1, 2):
                moved = window(self.norm(states, f"{side}_{layer}"), way * layer, 2 * way * layer)
                states = states + functional.relu(moved @ weights[f"{side}_{layer}"])
            sides.append(self.norm(states, side))
        before = sides[0][:, :-2]
        after = sides[1].gather(1, behind[..., None].expand(-1, -1, WIDTH))
        joined = functional.relu(torch.cat([before, after], dim=2) @ weights["join_in"])
        states = joined @ weights["join_out"]
        inner = distance[:, :, 1:-1]
        for hop in range(1, HOPS + 1):
            states = states + look(states, hop, inner)
            more = functional.relu(self.norm(states, f"in_{hop}") @ weights[f"in_{hop}"])
            states = states + more @ weights[f"out_{hop}"]
        return self.norm(states, "out") @ weights["out"]


def window(values: torch.Tensor, one: int, other: int) -> torch.Tensor:
    """Each state beside those ``one`` and ``other`` places on (zeros beyond the ends), [.., 3 WIDTH]."""
    return torch.cat([values, moved(values, one), moved(values, other)], dim=2)


def moved(values: torch.Tensor, by: int) -> torch.Tensor:
    length = values.shape[1]
    if abs(by) >= length:
        return torch.zeros_like(values)
    pad = values.new_zeros(values.shape[0], abs(by), values.shape[2])
    return torch.cat([values[:, by:], pad] if by > 0 else [pad, values[:, :by]], dim=1)


class Sampled(torch.autograd.Function):
    """Cross-entropy of each state among sampled pieces. ``doubt`` is the logarithm of how likely each piece was to be
    sampled: the sum over all pieces is estimated from those at hand (Horvitz-Thompson); the right piece itself is
    always there. ``EVEN`` times the square of the sum's logarithm joins the loss, so that at run time a state times a
    piece is a log-probability without that sum (Devlin et al. 2014). Gradients are computed with the loss, block by
    block in bfloat16."""

    @staticmethod
    def forward(
        ctx: Any,
        states: torch.Tensor,
        table: torch.Tensor,
        bias: torch.Tensor,
        doubt: torch.Tensor,
        right: torch.Tensor,
    ) -> torch.Tensor:
        count = len(states)
        half = table.bfloat16()
        columns = half.T.contiguous()
        shift = bias - doubt
        state_step, table_step = torch.empty_like(states), torch.zeros_like(table)
        bias_step, losses = torch.zeros_like(bias), torch.empty(count)
        for at in range(0, count, BLOCK):
            part = slice(at, at + BLOCK)
            rows = states[part]
            goal = right[part, None]
            logits = (rows @ columns).float().add_(shift)
            logits.scatter_add_(1, goal, doubt[goal])
            top = logits.gather(1, goal)
            high = logits.amax(1, keepdim=True)
            chances = logits.sub_(high).exp_()
            total = chances.sum(1, keepdim=True)
            whole = total.log() + high
            losses[part] = (whole - top)[:, 0]
            step = chances.mul_((1 + 2 * EVEN * whole) / (total * count))
            step.scatter_add_(1, goal, torch.full_like(top, -1 / count))
            bias_step += step.sum(0)
            step = step.bfloat16()
            state_step[part] = step @ half
            table_step += (step.T @ rows).float()
        ctx.save_for_backward(state_step, table_step, bias_step)
        return losses.mean()

    @staticmethod
    def backward(ctx: Any, *gradient: torch.Tensor) -> Any:
        states, table, bias = ctx.saved_tensors
        scale = gradient[0]
        return states * scale.to(states.dtype), table * scale, bias * scale, None, None
