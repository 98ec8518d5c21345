"""Who did what to whom: two names that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Finding
from align.fidelity.checks.check import Check
from align.fidelity.context import Context

_NAME = r"(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}"
_BETWEEN = r"(?:\s(?!(?:and|or|but|who|which|that|by|,)\b)[a-z][a-z'’-]*){1,4}"
_CLAUSE = re.compile(rf"\b(?P<first>{_NAME}){_BETWEEN}\s(?P<second>{_NAME})")
_TITLES = frozenset(
    "The Mr Mrs Ms Dr President Prime Minister Secretary Mayor Governor State Party News City".split()
)
_PASSIVE = re.compile(r"\bby\b|\b(?:was|were|been|is|are|being)\s\w+(?:ed|en)\b")
_PASSIVE_SOURCE = re.compile(r"被|由|受到|遭|られ|れた|れる|により")
_SUBJECT = re.compile(
    r"^(?:[ァ-ヶー一-龠A-Za-z（）()・\s]{0,10}?(?:氏|さん|首相|大統領|監督|選手|容疑者|被告|教授|外相|国務長官|長官|知事|市長)?)(?:は|が|も)"
)
_OBJECT = re.compile(
    r"^(?:[ァ-ヶー一-龠A-Za-z（）()・\s]{0,10}?(?:氏|さん|首相|大統領|監督|選手|容疑者|被告|教授|外相|国務長官|長官|知事|市長)?)(?:を|に|へ|から)"
)


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    for _, bead in context.paired():
        if len(bead.source) > 2:
            continue
        source = context.source.text(bead.source)
        for at in bead.target:
            sentence = context.target.sentences[at]
            for match in _CLAUSE.finditer(sentence.text):
                if _PASSIVE.search(match[0]):
                    continue
                first = _place(context, source, bead.source, at, match["first"])
                second = _place(context, source, bead.source, at, match["second"])
                if first is None or second is None or first[0] == second[0]:
                    continue
                if _kind(context, first[1]) != _kind(context, second[1]):
                    continue  # 埃塞俄比亚选手特斯法耶: a country before a person is where he is from
                if _swapped(source, first, second, context.source.language):
                    yield Finding(
                        "roles",
                        "accuracy/mistranslation",
                        "major",
                        f"In the source {second[1]} acts and {first[1]} is acted on; here it is the other way round.",
                        source=context.source.whole(bead.source),
                        target=context.target.location(
                            sentence.start + match.start(), sentence.start + match.end(), at
                        ),
                        evidence={"first": match["first"], "second": match["second"]},
                    )


def _place(
    context: Context, source: str, indexes: Sequence[int], sentence: int, name: str
) -> tuple[int, str] | None:
    """Where the source passage holds a name of the translation, and as what: in the same letters, or by
    the ledger; None when it is not there exactly once."""
    bare = re.sub(r"^the\s", "", name).strip(".'’")
    forms = [bare]
    words = {word for word in bare.split() if len(word) > 2 and word not in _TITLES}
    for entry in context.names:
        spelled = {target.mention.text for target in entry.targets if target.verdict in ("accept", "variant")}
        spelled |= {entry.expected} if entry.expected else set()
        if words and any(words & set(one.split()) for one in spelled if one):
            forms.append(entry.source)
            forms += [one.text for one in entry.mentions if one.sentence in indexes]
    for form in dict.fromkeys(forms):
        if len(form) >= 2 and source.count(form) == 1:
            return source.index(form), form
    return None


def _kind(context: Context, form: str) -> str | None:
    return next((entry.kind for entry in context.names if form in entry.source), None)


def _swapped(source: str, first: tuple[int, str], second: tuple[int, str], language: str) -> bool:
    """Whether the source has the second name act on the first."""
    if _PASSIVE_SOURCE.search(source):
        return False
    after_first = source[first[0] + len(first[1]) :]
    after_second = source[second[0] + len(second[1]) :]
    if language == "ja":
        return bool(_OBJECT.match(after_first) and _SUBJECT.match(after_second))
    between = source[second[0] + len(second[1]) : first[0]]
    return second[0] < first[0] and 0 < len(between) <= 14 and not re.search(r"[，。；、和与及的]", between)


CHECK = Check("roles", "two names that changed places: who did what to whom", _find)
