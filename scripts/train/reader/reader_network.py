"""The network that reader.py trains, in torch; reader_run.py runs it in NumPy."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from scripts.train.reader.reader_run import BLOCKS, HEADS, KNOWN, SURPRISE

WIDTH = 256
INNER = 512
POSITIONS = 128


def _matrix(rows: int, columns: int, gain: float = 1.0, identity: float = 0.0) -> nn.Parameter:
    """Random values, with ``identity`` parts that leave a state as it is."""
    values = torch.randn(rows, columns) * (gain / rows**0.5)
    if identity:
        values = values + identity * torch.eye(WIDTH).repeat(1, columns // WIDTH)
    return nn.Parameter(values)


class Reader(nn.Module):
    """All parameters; embeddings and states of the predictor come from outside."""

    def __init__(self) -> None:
        super().__init__()
        wide = WIDTH
        named: dict[str, nn.Parameter] = {
            "in": nn.Parameter(
                torch.cat([part * torch.eye(wide) for part in (0.2, 0.6, 0.0, -0.3)])
                + torch.randn(4 * wide, wide) * (0.3 / (4 * wide) ** 0.5)
            )
        }
        for name, crossing in BLOCKS:
            if crossing:
                named[f"{name}/ask"] = _matrix(wide, wide, 0.3, 0.7)
                named[f"{name}/held"] = _matrix(wide, 2 * wide, 0.3, 1.0)
                named[f"{name}/tell"] = _matrix(wide, wide, 0.3, 0.2)
            else:
                named[f"{name}/held"] = _matrix(wide, 3 * wide)
                named[f"{name}/tell"] = _matrix(wide, wide, 0.2)
                named[f"{name}/up"] = _matrix(wide, INNER, 1.4)
                named[f"{name}/down"] = _matrix(INNER, wide, 0.3)
        self.matrices = nn.ParameterDict(named)
        norms = ["source", "state", "piece", "product", "linked", "wrong", "lost"]
        norms += [
            f"{name}/{part}" for name, crossing in BLOCKS for part in ("ask", "held" if crossing else "up")
        ]
        self.norms = nn.ParameterDict({name: nn.Parameter(torch.ones(wide)) for name in norms})
        self.position = nn.Parameter(torch.randn(2, POSITIONS, wide) * 0.02)
        self.surprise = nn.Parameter(torch.randn(len(SURPRISE), wide) * 0.05)
        self.slopes = nn.ParameterDict(
            {
                name: nn.Parameter(torch.linspace(0, 1, HEADS).repeat(2, 1))
                for name, crossing in BLOCKS
                if crossing
            }
        )
        self.heads = nn.Parameter(torch.zeros(2, wide))
        self.bias = nn.Parameter(torch.tensor([-2.5, -2.5]))
        self.direct = nn.Parameter(torch.zeros(len(SURPRISE)))
        self.known = nn.Parameter(torch.randn(len(KNOWN), wide) * 0.05)
        self.direct_lost = nn.Parameter(torch.zeros(len(KNOWN)))

    def norm(self, values: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(values, (WIDTH,), self.norms[name].to(values.dtype))

    def look(
        self, name: str, states: torch.Tensor, other: torch.Tensor | None, bias: torch.Tensor | None
    ) -> torch.Tensor:
        """A block: the states look at the other side, or at themselves and pass a feed-forward layer then."""
        half = torch.bfloat16
        count, size = states.shape[:2]
        if other is None:
            asked, keys, values = (
                (self.norm(states, f"{name}/ask") @ self.matrices[f"{name}/held"].to(half))
                .view(count, size, 3, HEADS, -1)
                .permute(2, 0, 3, 1, 4)
            )
        else:
            asked = (self.norm(states, f"{name}/ask") @ self.matrices[f"{name}/ask"].to(half)).view(
                count, size, HEADS, -1
            )
            asked = asked.transpose(1, 2)
            held = self.norm(other, f"{name}/held") @ self.matrices[f"{name}/held"].to(half)
            keys, values = held.view(count, other.shape[1], 2, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = (asked @ keys.transpose(2, 3)).float() / (WIDTH // HEADS) ** 0.5
        if bias is not None:
            scores = scores + bias
        told = functional.softmax(scores, dim=-1).to(half) @ values
        told = told.transpose(1, 2).reshape(count, size, WIDTH)
        states = states + told @ self.matrices[f"{name}/tell"].to(half)
        if other is not None:
            return states
        more = functional.relu(self.norm(states, f"{name}/up") @ self.matrices[f"{name}/up"].to(half))
        return states + more @ self.matrices[f"{name}/down"].to(half)

    def forward(
        self,
        predicted: torch.Tensor,
        pieces: torch.Tensor,
        surprise: torch.Tensor,
        source: torch.Tensor,
        lengths: torch.Tensor,
        place: torch.Tensor,
        known: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits that an English piece is unsupported [n, T] and that a source piece is not rendered [n, S].

        ``predicted`` [n, T, d] are the predictor's states, ``pieces`` [n, T, d] the embeddings of what stands there,
        ``surprise`` [n, T, len(SURPRISE)] what is known of it, ``source`` [n, S, d] embeddings, ``place`` [n, T] the
        source piece to which the word tables link each, ``known`` [n, S, len(KNOWN)] what is known of source pieces."""
        half = torch.bfloat16
        size, there_size = pieces.shape[1], source.shape[1]
        masked = (torch.arange(there_size)[None] >= lengths[:, None]).float() * -1e4
        barred = masked[:, None, None]
        off = (
            torch.arange(there_size)[None, None]
            - torch.arange(size)[None, :, None] * (lengths[:, None, None] / size)
        ) / 8  # [n, T, S]

        def minded(name: str, away: torch.Tensor) -> torch.Tensor:
            slope = self.slopes[name]
            return -(
                away.clamp(min=0)[:, None] * slope[0][:, None, None]
                + (-away).clamp(min=0)[:, None] * slope[1][:, None, None]
            )

        there = self.norm(source, "source").to(half)
        there = there + (self.position[0, :there_size] + known @ self.known).to(half)
        linked = source.gather(1, place[..., None].expand(-1, -1, WIDTH)) * surprise[..., 5:6]
        here = torch.cat(
            [
                self.norm(predicted.to(half), "state"),
                self.norm(pieces, "piece").to(half),
                self.norm(predicted.to(half) * pieces.to(half), "product"),
                self.norm(linked, "linked").to(half),
            ],
            dim=2,
        ) @ self.matrices["in"].to(half)
        here = here + (self.position[1, :size] + surprise @ self.surprise).to(half)
        there = self.look("source", there, None, barred)
        for name, crossing in BLOCKS[1:-1]:
            here = self.look(
                name,
                here,
                there if crossing else None,
                minded(name, off) + barred if crossing else None,
            )
        back, _ = BLOCKS[-1]
        there = self.look(back, there, here, minded(back, -off.transpose(1, 2)))
        wrong = self.norm(here, "wrong").float() @ self.heads[0] + self.bias[0] + surprise @ self.direct
        lost = self.norm(there, "lost").float() @ self.heads[1] + self.bias[1]
        lost = lost + known @ self.direct_lost
        return wrong, lost
