"""What the stages of a run need beside rows: settings, model, profile, glossary, decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.document import Article, Language
from align.errors import AlignError, collected_warnings
from align.model.choice import Choice
from align.report.decisions import Decided, read_decisions
from align.run.attempts import MachineError, reason

if TYPE_CHECKING:
    from align.fidelity import Profile
    from align.fidelity.judge import Judge
    from align.model import Model
    from align.pipeline.steps import Asked

# Texts of ours, of which nothing is kept: what they need is loaded and tried.
SAMPLES: tuple[tuple[Language, str, str], ...] = (
    ("ja", "山田太郎さんは昨日、東京で会見した。", "Taro Yamada spoke to reporters in Tokyo."),
    ("zh", "王小明昨天在北京发表讲话。", "Wang Xiaoming gave a speech in Beijing."),
)
DECISIONS = "decisions.jsonl"  # in the run's folder: what editors decided


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages are told; everything here but the cache and the limit of time, which change no result, goes into
    the fingerprints of their shards. Of decisions, a shard's own do."""

    choice: Choice = field(default_factory=Choice)
    judge: str | None = None
    judge_model: str | None = None
    judge_limit: int = 200
    gloss: bool = False
    strict: bool = False
    checks: bool = True
    profile: str | None = None
    glossary: str | None = None
    cache: bool = True
    decisions: str | None = None
    article_seconds: float = 0.0


@dataclass(slots=True)
class Context:
    """What the stages need beside rows: loaded once a process, when first asked for."""

    settings: Settings
    folder: Path
    loaded: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        if "model" not in self.loaded:
            from align.model import load_choice

            self.loaded["model"] = load_choice(self.settings.choice, self.settings.cache)
        model: Model = self.loaded["model"]
        return model

    @property
    def judge(self) -> Judge | None:
        """The language model that is asked about passages; None where none is named."""
        if self.settings.judge is None:
            return None
        if "judge" not in self.loaded:
            from align.fidelity.judge import load_judge

            self.loaded["judge"] = load_judge(
                self.settings.judge,
                self.settings.judge_model,
                limit=self.settings.judge_limit,
                cache=self.settings.cache,
                runtime=self.settings.choice.runtime,
            )
        judge: Judge = self.loaded["judge"]
        return judge

    def forked(self) -> None:
        """Forget models that do not survive a fork: all but the embedded one have threads of their own."""
        if not self.settings.choice.plain:
            self.loaded.pop("model", None)
            self.loaded.pop("tried", None)
        self.loaded.pop("judge", None)

    @property
    def profile(self) -> Profile | None:
        if self.settings.profile is None:
            return None
        if "profile" not in self.loaded:
            from align.fidelity import read_profile

            self.loaded["profile"] = read_profile(Path(self.settings.profile))
        profile: Profile = self.loaded["profile"]
        return profile

    def ready(self) -> None:
        """Load and try what the stages need, before the first article is worked on: a broken glossary is the run's
        failure and not that of every article, and so is a dictionary for which the memory does not do.

        Raises AlignError.
        """
        if self.loaded.get("tried"):
            return
        from align.pipeline import check, steps

        try:
            for language, source, target in SAMPLES:
                pair = Article("sample", source, language), Article("sample", target, "en")
                if self.settings.checks:
                    check(*pair, self.model, glossary=self.settings.glossary, profile=self.profile)
                else:
                    steps.align([steps.Texts(*pair, *map(steps.split, pair))], self.model)
            self.loaded["tried"] = True
        except MemoryError:
            raise MachineError(
                "there is not enough memory for models and dictionaries — use fewer --workers"
            ) from None
        except AlignError:
            raise
        except Exception as error:
            words, _ = reason(error)
            raise MachineError(f"models and dictionaries cannot be loaded here ({words})") from error

    @property
    def glossary(self) -> str | None:
        """The file of the glossary: the one that was named, else a profile's."""
        return self.settings.glossary or (self.profile.glossary if self.profile else None)

    @property
    def asked(self) -> Asked:
        """What the last step of two articles is asked."""
        from align.pipeline.checker import asked_of

        told = self.settings
        return asked_of(self.model, told.glossary, profile=self.profile, judge=self.judge, gloss=told.gloss)

    @property
    def names_glossary(self) -> Path | None:
        """The glossary where names can be read from it."""
        if self.glossary is None:
            return None
        if "names" not in self.loaded:
            from align.pipeline.steps import names_glossary

            with collected_warnings():  # said when it was tried
                self.loaded["names"] = names_glossary(Path(self.glossary))
        path: Path | None = self.loaded["names"]
        return path

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What editors decided about findings of this run."""
        path = Path(self.settings.decisions) if self.settings.decisions else self.folder / DECISIONS
        if "decided" not in self.loaded:
            known = self.settings.decisions is not None or path.is_file()
            self.loaded["decided"] = read_decisions(path) if known else ()
        decided: tuple[Decided, ...] = self.loaded["decided"]
        return decided
