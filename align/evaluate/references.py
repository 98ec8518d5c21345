"""BLEU, chrF++ and TER where reference translations exist, through sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from align.document import Language
from align.languages.traits import family, unspaced


def report(targets: Sequence[str], references: Sequence[str], language: Language = "en") -> list[str]:
    """One line a metric: the corpus figure and its signature.

    Words are those of the ``language`` of both texts: sacrebleu's ``13a`` takes a Japanese sentence for one word,
    so Japanese is cut by MeCab (``ja-mecab``, where sacrebleu's extra is installed) or into characters, Chinese as
    the WMT does it (``zh``), and TER counts their characters.
    """
    import sacrebleu

    wide = unspaced(language)
    metrics = (
        sacrebleu.BLEU(tokenize=_tokenizer(language)),
        sacrebleu.CHRF(word_order=0 if wide else 2),
        sacrebleu.TER(asian_support=wide, normalized=wide),
    )
    lines = []
    for metric in metrics:
        figure = metric.corpus_score(list(targets), [list(references)])
        lines.append(f"{figure.name} {figure.score:.2f}  {metric.get_signature()}")
    return lines


def _tokenizer(language: Language) -> str:
    if language == "ja":
        installed = all(find_spec(name) is not None for name in ("MeCab", "ipadic"))
        return "ja-mecab" if installed else "char"
    return "zh" if family(language) == "zh" else "13a"
