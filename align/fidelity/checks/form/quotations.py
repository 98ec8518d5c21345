"""Quotations that lost their marks, gained them, or changed their extent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Bead, Finding, Location, Severity
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.passage.context import Context
from align.fidelity.passage.quotations import Quotation, within
from align.fidelity.passage.quoted_words import QuotedWords, Unmatched, quoted_words
from align.fidelity.passage.rendering import rendering
from align.fidelity.passage.sides import Side

_EXTENT = Threshold("quotation_extent", 0.45, "by how much the quoted share of a passage may differ")

_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]m|I['’]ve|I['’]ll|I['’]d|[Ww]e(?:['’](?:re|ve|ll|d))?|[Mm]y|[Oo]ur|us|me|ourselves|myself)\b(?!\.)"
)
_FIRST_PERSON_CJK = re.compile(
    r"我们|我們|我(?!国|國|市|省|县|校|军|方)|私(?!立|服|鉄|学)|僕|俺|われわれ|我々|私たち"
)

_ORIGINAL = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z]*(?:['’][A-Za-z]+)?(?:,?\s[A-Za-z]+(?:['’-][A-Za-z]+)*){3,}"
)
_MARKS = '「」『』“”"‘’ ,.，。'
_OPENING, _CLOSING = '「『“"‘', '」』”"’'
# What a quotation is followed by that sums up a view in words of the paper's own.
_VIEW = re.compile("(?:と|って)の(?:見方|予想|観測|声|考え|認識|方針|意見|指摘|報道|判断|懸念)")
# Of how many quotations with a predicate which share tells that a translation keeps marks as a rule; chosen by hand.
_FEW_QUOTATIONS, _KEPT = 2, 0.66
_PARTLY = 0.1  # of a quotation in marks: the rest of it lost them
_LEAST = 8  # characters of words that are said to be in marks on one side only
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# Speech that is reported and not quoted: said that, asked him to.
_REPORTED = re.compile(
    r"\b(?:sa(?:id|ys)|say|told|tells?|believ|think|thought|felt|feel|hop|add|explain|stress|not|argu|claim|insist|warn|admit"
    r"|stat|announc|indicat|suggest|conclud|emphasi|point|recall|acknowledg)(?:e[sd]?|[sd]|z\w+|ing|ted|s\w+)?\s(?:[\w’']+\s){0,4}?that\b"
    r"|\b(?:asked|urged|told|ordered|advised)\s(?:[\w’'-]+\s){1,5}?to\b"
)
# What a short quotation has that passes a judgment, and a term or a title has not.
_PREDICATE = re.compile(
    r"is|are|was|were|be|been|being|not|no|never|more|most|less|very|too|so|quite|fully|will|would|can|cannot|could|should|must|may|might"
    r"|has|have|had|do|does|did|\w+ly|as|than|only|still|just|\w+ed"
)
_READING = re.compile(r"[（(][ぁ-ゖァ-ヺー・\s]+[）)]")
_HIRAGANA = re.compile(r"[ぁ-ん]")


def _find(context: Context) -> Iterator[Finding]:
    back = context.source.cjk and not context.target.cjk
    for _, bead in context.paired():
        retold = list(_translated_back(context, bead)) if back else []
        yield from retold or _in_bead(context, bead)  # words told back stand in marks of their own: one error


def _translated_back(context: Context, bead: Bead) -> Iterator[Finding]:
    """English words that the source prints as they were said, and the translation says in others."""
    near = _WORD.findall(context.target.text([*bead.target, *context.nearby_target(bead)]).lower())
    held = f" {' '.join(near)} "
    for at in bead.source:
        sentence = context.source.sentences[at]
        for match in _ORIGINAL.finditer(sentence.text):
            words = _WORD.findall(match[0].lower())
            lower = sum(word[0].islower() for word in _WORD.findall(match[0]))
            if lower < len(words) / 2 or f" {' '.join(words)} " in held:  # titles are cited, not said
                continue
            if sum(word in near for word in words) >= 0.9 * len(words):
                continue  # the same words, divided by "he said"
            start = sentence.start + match.start()
            yield CHECK.finding(
                "major",
                "The source prints the English words that were said; the translation quotes others.",
                source=context.source.location(start, start + len(match[0]), at),
                target=context.target.whole(bead.target),
                expected=match[0],
            )


def _speech(side: Side, quote: Quotation) -> bool:
    """Whether a quotation is somebody's words rather than a term or a title set off by marks."""
    inside = _READING.sub("", side.article.text[quote.start + 1 : quote.end - 1])
    if not side.cjk:
        return len(inside.split()) >= 5
    if side.language != "ja":
        return len(inside) >= 10 or (len(inside) >= 6 and _FIRST_PERSON_CJK.search(inside) is not None)
    # 「アンブレラスカイ」を is a name; what is said is followed by と, or ends a sentence.
    behind = side.article.text[quote.end : quote.end + 3]
    said = bool(re.match(r"\s?(?:と|って)", behind)) or (
        len(_HIRAGANA.findall(inside)) >= 3
        and bool(re.match(r"\s?(?:こと|ため|よう|など|だ|する|し|。|、|\n|$|（|\(|」)", behind))
    )
    return len(inside) >= 10 and (said or bool(re.search(r"[。！？!?]", inside)))


def _in_bead(context: Context, bead: Bead) -> Iterator[Finding]:
    here = _inside(context.source, bead.source)
    there = _inside(context.target, bead.target)
    speeches = [quote for quote in here if _speech(context.source, quote)]
    spoken = [quote for quote in there if _speech(context.target, quote)]
    if speeches and not there:
        yield from _lost(context, bead, speeches)
    elif spoken and not here and not _marked_off(context, bead):
        yield _gained(context, bead, spoken[0])
    elif there and not here and not context.condensed and not _marked_off(context, bead):
        short = [quote for quote in there if _judges(context.target, quote)]
        yield from (_gained(context, bead, quote) for quote in short[:1])
    else:
        outside = list(_outside(context, bead, speeches)) if there and len(speeches) > len(spoken) else []
        words = quoted_words(context, bead) if not outside else None
        yield from outside
        if words is not None:
            yield from _moved(context, bead, words)
        elif spoken and speeches and not outside:
            yield from _extent(context, bead, speeches, there)


def _judges(side: Side, quote: Quotation) -> bool:
    """Whether two or more English words in marks are said of something, and no name, title or term: all small letters,
    and a word beside them that nouns do not have."""
    words = side.article.text[quote.start + 1 : quote.end - 1].split()
    small = len(words) >= 2 and all(word[:1].islower() for word in words)
    return not side.cjk and small and any(_PREDICATE.fullmatch(word.strip(".,")) for word in words)


def _inside(side: Side, indexes: tuple[int, ...]) -> list[Quotation]:
    """The quotations that overlap some sentences by more than a mark."""
    spans = sorted((side.sentences[at].start, side.sentences[at].end) for at in indexes)
    found = [one for span in spans for one in within(side.quotations, *span) if one.overlap(*span) > 1]
    return list(dict.fromkeys(found))


def _unquoted(side: Side, indexes: tuple[int, ...]) -> str:
    """The text of some sentences outside all quotation marks."""
    kept = []
    for at in indexes:
        sentence = side.sentences[at]
        cursor = sentence.start
        for quote in within(side.quotations, sentence.start, sentence.end):
            kept.append(side.article.text[cursor : max(cursor, quote.start)])
            cursor = max(cursor, min(quote.end, sentence.end))
        kept.append(side.article.text[cursor : sentence.end])
    return " ".join(kept)


def _lost(context: Context, bead: Bead, speeches: list[Quotation]) -> Iterator[Finding]:
    target = context.target
    text = _unquoted(target, bead.target)
    person = (_FIRST_PERSON_CJK if target.cjk else _FIRST_PERSON).search(text)
    outside = _unquoted(context.source, bead.source)
    narrator = (_FIRST_PERSON_CJK if context.source.cjk else _FIRST_PERSON).search(outside)
    severity: Severity = (
        "major" if person and not narrator and not _slip(target.text(bead.target)) else "minor"
    )
    if severity == "minor" and (context.condensed or (not target.cjk and _REPORTED.search(text))):
        severity = "info"  # reported in other words, as free reprints do
    if severity == "major" and person:
        message = f"A quotation lost its marks: “{person[0]}” now speaks outside quotation marks."
    else:
        message = "The source quotes these words; the translation sets no quotation marks."
    quote = max(speeches, key=lambda one: one.end - one.start)
    pattern = _FIRST_PERSON_CJK if target.cjk else _FIRST_PERSON
    speaking = tuple(at for at in bead.target if pattern.search(target.sentences[at].text))
    yield CHECK.finding(
        severity,
        message,
        source=context.source.location(quote.start, quote.end),
        target=target.whole(speaking) or _rendered(context, bead, quote),
        evidence={"first person": person[0] if person else None, "quotations": len(speeches)},
    )


def _rendered(context: Context, bead: Bead, quote: Quotation) -> Location | None:
    """The last sentence of a translation in which words of a quotation are rendered, where it has several."""
    look = rendering(context, bead) if len(bead.target) > 1 else None
    begin = context.source.sentences[bead.source[0]].start
    words = look.of_source((quote.start - begin, quote.end - begin)) if look else []
    return context.target.whole(
        (context.target.place(bead.target, *words[-1]).sentence,) if words else bead.target
    )


def _slip(text: str) -> bool:
    """Whether one mark of a pair is there, so that only the other was mistyped or forgotten."""
    return len(re.findall(r"[\"“”「」『』]", text)) % 2 == 1


def _outside(context: Context, bead: Bead, speeches: list[Quotation]) -> Iterator[Finding]:
    """A first person outside the marks that are left, where the source has one only inside its own."""
    pattern, other = _FIRST_PERSON, _FIRST_PERSON_CJK
    if context.target.cjk:
        pattern, other = other, pattern
    if other.search(_unquoted(context.source, bead.source)):
        return
    for at in bead.target:
        sentence = context.target.sentences[at]
        person = pattern.search(_unquoted(context.target, (at,)))
        if person is None:
            continue
        quote = max(speeches, key=lambda one: one.end - one.start)
        yield CHECK.finding(
            "minor" if _slip(sentence.text) else "major",
            f"A quotation lost its marks: “{person[0]}” now speaks outside quotation marks.",
            source=context.source.location(quote.start, quote.end),
            target=context.target.location(sentence.start, sentence.end, at),
            evidence={"first person": person[0], "quotations": len(speeches)},
        )
        return


def _marked_off(context: Context, bead: Bead) -> bool:
    """Whether the source sets speech off in another way: 《》, （）, a colon or a dash, or a speech
    that began in the sentence before."""
    text = context.source.text(bead.source)
    near = _inside(context.source, tuple(context.nearby_source(bead)))
    return bool(near) or bool(re.search(r"[《》〈〉【】｢｣‘’'＂：:]|--|——|――", text))


def _gained(context: Context, bead: Bead, quote: Quotation) -> Finding:
    return CHECK.finding(
        "minor",
        "The translation quotes these words; the source reports them without quotation marks.",
        category="accuracy/addition",
        source=context.source.whole(bead.source),
        target=context.target.location(quote.start, quote.end),
    )


def _says(side: Side, quote: Quotation) -> bool:
    """Whether a short quotation holds a predicate: 「不適切だった」と, “尚未作出任何决定”."""
    inside = side.article.text[quote.start + 1 : quote.end - 1]
    if side.language == "ja":
        return bool(re.match("と(?!の|いう)", side.article.text[quote.end : quote.end + 2])) and bool(
            re.search("(?:[だたるいう]|です|ます)。?$", inside) and len(inside) >= 5
        )
    return side.cjk and len(inside) >= 6 and bool(_ZH_PREDICATE.search(inside))


_ZH_PREDICATE = re.compile("^[不没未尚已将会要能可正仍并应]|[是会将应须]|已经|沒|無法|无法")


def _first_person(side: Side, bead: Bead, one: Unmatched) -> bool:
    """Whether a first person stands in the sentence that renders words whose marks were lost, outside marks."""
    if one.other is None:
        return False
    place = side.place(bead.target, *one.other)
    pattern = _FIRST_PERSON_CJK if side.cjk else _FIRST_PERSON
    return place.sentence >= 0 and pattern.search(_unquoted(side, (place.sentence,))) is not None


def _a_phrase(said: str) -> bool:
    """Whether quoted English words are more than a name or a title: State of the Union."""
    words = _WORD.findall(said)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) < len(words) / 2


def _closed(side: Side, quote: Quotation) -> bool:
    """Whether a quotation has both of its marks."""
    text = side.article.text[quote.start : quote.end]
    before = side.article.text[max(0, quote.start - 1) : quote.start]
    return (
        len(text) > 2
        and text[0] in _OPENING
        and text[-1] in _CLOSING
        and (side.cjk or not before.isalpha())  # not the mark in Correspondents" dinner
    )


def _keeps_marks(context: Context, but: Bead) -> bool:
    """Whether the translation sets marks where the source does, as a rule, one bead left out."""
    quoting = [
        bead
        for _, bead in context.paired()
        if bead != but
        and any(
            _speech(context.source, quote) or _says(context.source, quote)
            for quote in _inside(context.source, bead.source)
        )
    ]
    kept = sum(bool(_inside(context.target, bead.target)) for bead in quoting)
    # Japanese puts more in marks than what is said word for word.
    least = _FEW_QUOTATIONS if context.source.language == "ja" else 0
    return len(quoting) >= least and kept >= _KEPT * len(quoting)


def _moved(context: Context, bead: Bead, words: QuotedWords) -> Iterator[Finding]:
    """Words that are in marks on one side only, by what renders what; of each way one, and terms in marks are none."""
    source, target = context.source, context.target
    for one in words.gained[:1]:
        said = target.text(bead.target)[slice(*one.marked)]
        if len(said) < _LEAST or (target.language == "en" and not _a_phrase(said)):
            continue
        if not all(_closed(target, quote) for quote in _inside(target, bead.target)):
            continue
        yield CHECK.finding(
            "minor",
            f"The quotation holds words that the source says without quotation marks: {said.strip(_MARKS)}.",
            category="accuracy/addition",
            source=source.place(bead.source, *one.other) if one.other else source.whole(bead.source),
            target=target.place(bead.target, *one.marked),
            evidence={"share that the source quotes": round(one.share, 3)},
        )
    for one in words.lost[:1]:
        place = source.place(bead.source, *one.marked)
        whole = next((q for q in source.quotations if q.start <= place.start < q.end), None)
        if whole is None or not _closed(source, whole) or _VIEW.match(source.article.text, whole.end):
            continue
        if not re.search("[^\\x00-\\x7f]{3}", place.text):
            continue
        if not _speech(source, whole) and not (_says(source, whole) and _keeps_marks(context, bead)):
            continue
        if context.condensed or (one.share > _PARTLY and not _first_person(target, bead, one)):
            continue  # in part reported in the paper's words, as free reprints do and editors may
        yield CHECK.finding(
            "minor",
            "The source quotes these words; the translation has them outside quotation marks: "
            f"{place.text.strip(_MARKS)}.",
            source=place,
            target=target.place(bead.target, *one.other) if one.other else target.whole(bead.target),
            evidence={"share that the translation quotes": round(one.share, 3)},
        )


def _extent(
    context: Context, bead: Bead, speeches: list[Quotation], there: list[Quotation]
) -> Iterator[Finding]:
    """Words that moved into or out of quotation marks, which who writes anew does all day."""
    if context.condensed:
        return
    shares = []
    for side, indexes, quotes in (
        (context.source, bead.source, speeches),
        (context.target, bead.target, there),
    ):
        spans = [(side.sentences[at].start, side.sentences[at].end) for at in indexes]
        inside = sum(quote.overlap(*span) for quote in quotes for span in spans)
        shares.append(inside / max(1, sum(end - start for start, end in spans)))
    if abs(shares[0] - shares[1]) < _EXTENT.of(context.profile):
        return
    quote = max(there, key=lambda one: one.end - one.start)
    yield CHECK.finding(
        "minor",
        f"The quotation changed its extent: {shares[0]:.0%} of the source passage is quoted, {shares[1]:.0%} here.",
        source=context.source.location(speeches[0].start, speeches[0].end),
        target=context.target.location(quote.start, quote.end),
        evidence={"source share": round(shares[0], 3), "target share": round(shares[1], 3)},
    )


CHECK = Check(
    id="quotations",
    title="Quotations",
    summary="quotations that lost, gained or shifted their marks",
    why=(
        "Marks say whose words these are. A first person outside marks speaks for the paper; words put inside "
        "them were never said so."
    ),
    categories=("accuracy/mistranslation", "accuracy/addition"),
    severities=("critical", "major", "minor", "info"),
    planted=("quotation",),
    thresholds=(_EXTENT,),
    examples=(
        Example("市長は「計画は変えない」と述べた。", "The mayor said, “We will not change the plan.”"),
        Example(
            "市長は「私たちは計画を変えない」と述べた。",
            "We will not change the plan, the mayor said.",
            "We will not",
        ),
        Example("市长说：“我们不会改变计划。”", "“We will not change the plan,” the mayor said."),
        Example("市长说：“我们不会改变计划。”", "We will not change the plan.", "We will not change"),
    ),
    find=_find,
)
