"""A language model as a judge for what no rule finds: who did what to whom, cause, a wrong word."""

from align.fidelity.judge.judge import Judge, Judgement, load_judge
from align.fidelity.judge.marked import marked

__all__ = ["Judge", "Judgement", "load_judge", "marked"]
