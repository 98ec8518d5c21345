"""Who speaks in a sentence: the names that stand as subjects of verbs of speech, in three languages."""

# ruff: noqa: E501 - patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.fidelity.actors.appearances import Appearance

_SAID = (
    r"(?:said|says|say|told|tells|added|adds|stated|states|explained|explains|claimed|claims|argued|argues|insisted|commented"
    r"|announced|noted|warned|wrote|writes|tweeted|replied|recalled|remarked|revealed|stressed|emphasi[sz]ed|pointed out|acknowledged"
    r"|admitted|confirmed|declared|answered|urged|asked|complained|predicted|vowed|pledged|suggested|suggests|proposed|recommended|cautioned"
    r"|cautions|denied|denies|believes|thinks|responded|concluded|concludes|testified|contended|contends|maintained|maintains|conceded"
    r"|observed|lamented|expects|hopes|disclosed|demanded|countered|reiterated|describes|described|estimates|estimated|criticized|criticised"
    r"|doubts|wondered|asserted|asserts|alleged|indicated|reported|expressed|called for|defended|rebutted|refuted|insists|warns|notes|recalls)"
)
_ADVERB = r"(?:\s(?:also|later|then|has|had|have|further|once|again|on\s\w+day|\w+ly))*"
_SUBJECT = re.compile(rf"^(?:\s\(\w+\))?(?:,[^,.;:\"“”]{{2,90}},)?{_ADVERB}\s{_SAID}\b")
_INVERTED = re.compile(rf"[\"”’',]\s{_SAID}\s(?:[a-z][\w-]*\s|[A-Z][a-z]+\s){{0,6}}$")
_ACCORDING = re.compile(r"\b[Aa]ccording\sto\s(?:[a-z][\w-]*\s|[A-Z][a-z]+\s){0,4}$")

# What may stand between a name and its particle; few of them, since their characters overlap.
HONORIFIC = (
    r"(?:[（(][^）)]{0,30}[）)]|[一-龠々ァ-ヶー・\s]{0,18}?(?:氏|さん|様|議員|大臣|首相|大統領|総理|相|長官|長|監督|選手|容疑者|被告|教授|社長|会長|知事|市長|代表"
    r"|委員長|補佐官|報道官|記者|医師|博士|投手|捕手|内野手|外野手|役|員|者|氏ら|側|政府|市|県|国|社|党|軍|チーム)|ら|たち|側){0,3}"
)
_JA_SPEECH = re.compile(
    r"話[しすせ]|述べ|語[っりるれ]|言[っいうわ]|訴え|強調|説明|主張|指摘|コメント|発表し|答え|明かし|明らかにし|振り返|つぶや|投稿|警告し|呼び[掛か]け|発言|回答|伝え|告げ|笑顔を|意気込|とした。|ツイート|[付つ]け加え|続け[たる]|打ち明け|と書[いき]|認め[たる]|否定し|約束し|提案し|たたえた|喜んだ|よろこんだ|期待を|との見方|としている|明か[しす]|証言|供述|反論|釈明|弁明|批判し|と評価|嘆[いく]|憤|懸念を|不満を|力を込め|引き締め|胸を張|首をかしげ|苦言|かわした|悔しが|と期待|断言|示唆|(?:認識|見方|考え|見解|意向|姿勢|方針)を示|漏ら[しす]"
    r"|突っぱね|切り捨て|反発|疑問を|求め[たる]|結論[づ付]け"
)
_JA_SUBJECT = re.compile(rf"^{HONORIFIC}(?:は|が|も|：|:|「)")
_JA_HEADLINE = re.compile(rf"^{HONORIFIC}、.*(?:と(?:発言|主張|指摘|警告|強調|説明|発表|表明)|」)。?$")
_JA_QUOTED = re.compile(r"[」』]\s?(?:と|って)[^。「」]{0,14}$")
_JA_AFTER_QUOTE = re.compile(rf"^{HONORIFIC}(?:は|が|も|。|$)")
_JA_ACCORDING = re.compile(rf"^{HONORIFIC}(?:によると|によれば|の話では|[曰いわ]く)")
_ZH_SPEECH = re.compile(
    r"^[^，。；！？“”「」]{0,24}?(?:，[^，。；！？“”「」]{2,30}，)?(?:[^，。；！？“”「」]{0,16}?)(?:说|說|表示|称|稱|指出|认为|認為|强调|強調|告诉|告訴|宣布|补充|補充|透露|解释|解釋|写道|寫道|回应|回應|呼吁|呼籲|警告|坦言|承认|承認|介绍|介紹|评论|問|问|答|主张|主張|否认|否認|提醒|反驳|反駁|质疑|質疑|批评|批評|指责|指責|声称|聲稱|证实|證實|披露|感叹|感慨|坚称|堅稱|直言|重申|预计|預計|建议|建議|希望|：)"
)
_ZH_BEFORE = re.compile(r"(?:据|據|对|對|向|给|給|告诉|告訴|与|和|把|将|被|让|讓)[^，。“”]{0,6}$")


_ATTRIBUTED = re.compile(
    rf"\b{_SAID}\b|\b(?:saying|adding|telling|explaining|calling|described?|describing|according|quoted|shared|spoke|speaking|expressed"
    r"|posted|comment\w*|statement|remark\w*|words|explain\w*|express\w*|call\w*|praise\w*|thank\w*|hope\w*|think\w*|believ\w*|recall\w*|voice\w*"
    r"|smil\w*|laugh\w*|rejoic\w*|appeal\w*|encourag\w*|propos\w*|recommend\w*|report\w*|accus\w*|critici\w*|question\w*|respond\w*|offer\w*)\b|[:—]",
    re.IGNORECASE,
)


def attributed(text: str) -> bool:
    """Whether an English text says anywhere that somebody says something."""
    return _ATTRIBUTED.search(text) is not None


def speakers_in_english(sentence: str, begin: int, present: Sequence[Appearance]) -> list[Appearance]:
    """Which of the names present in an English sentence speak in it; ``begin`` is its offset."""
    found = []
    for one in present:
        before, after = sentence[: one.start - begin], sentence[one.end - begin :]
        if one.text.endswith(("'s", "’s")):
            continue
        if (
            (
                _SUBJECT.match(after)
                and not re.search(
                    r"\b(?:of|by|to|with|for|from|in|at|on|and|than|about)\s(?:the\s|Mr\.?\s|Ms\.?\s)?$",
                    before,
                )
            )
            or _INVERTED.search(before)
            or _ACCORDING.search(before)
        ):
            found.append(one)
    return found


def speakers_in_source(
    sentence: str, begin: int, present: Sequence[Appearance], language: str
) -> list[Appearance]:
    """Which of the names present in a Japanese or Chinese sentence speak in it."""
    found = []
    quoted = [range(match.start(), match.end()) for match in re.finditer(r"[「“][^」”]*[」”]", sentence)]
    for one in present:
        start, end = one.start - begin, one.end - begin
        after = sentence[end:]
        if any(start in span for span in quoted):
            continue
        if language == "ja":
            subject = _JA_SUBJECT.match(after)
            if (
                (subject and _JA_SPEECH.search(after[subject.end() - 1 :]))
                or _JA_ACCORDING.match(after)
                or (_JA_QUOTED.search(sentence[:start]) and _JA_AFTER_QUOTE.match(after))
                or (start == 0 and _JA_HEADLINE.match(after))
            ):
                found.append(one)
        elif _ZH_SPEECH.match(after) and not _ZH_BEFORE.search(sentence[:start]):
            found.append(one)
    return found


# Who speaks and is not named: 他说, 同氏は…と述べた; or nobody at all beside the words that he says.
_ZH_REFERRED = re.compile(
    r"(?P<who>[他她](?![们們的自])|该(?:发言人|负责人|人士)|(?:这位|這位)[^，。]{1,6})(?=[^，。；]{0,20})"
)
_JA_REFERRED = re.compile(
    r"(?P<who>彼女?|同(?:氏|社長|会長|教授|弁護士|議員|知事|市長|監督|選手|長官|委員長|部長|局長|大臣|相|報道官|さん))(?:は|が|も)"
)
_JA_SUBJECTLESS = re.compile(r"^[^はが]*?・[^はが。]{0,4}(?:と|とも|などと)(?P<who>[^はが。]{1,12})。?$")
_NAME_SPEAKS = re.compile(rf"(?:(?:^|[,”\"]\s)(?P<name>[A-Z][a-z'’-]+){_ADVERB}\s{_SAID}\b)")
_ENGLISH_PRONOUN = re.compile(
    rf"(?:(?i:\b(?:he|she))(?:\s(?:also|then|later|has|had|further|\w+ly))*\s{_SAID}\b|[,”\"]\s{_SAID}\s(?:he|she)\b)"
)


def referred(sentence: str, language: str) -> tuple[int, int] | None:
    """Where a Japanese or Chinese sentence lets somebody speak without a name: the pronoun, or the verb that has no
    subject; None where nobody does. A Chinese sentence that is a quotation and nothing else is one, too."""
    plain = re.sub(r"[「“『][^」”』]*[」”』]", lambda match: "・" * len(match[0]), sentence)
    if language == "ja":
        found = _JA_REFERRED.search(plain)
        if found and _JA_SPEECH.search(plain[found.end() - 1 :]):
            return found.span("who")
        alone = _JA_SUBJECTLESS.search(plain)
        return alone.span("who") if alone and _JA_SPEECH.search(plain) else None
    for found in _ZH_REFERRED.finditer(plain):
        if _ZH_SPEECH.match(plain[found.end() :]) and not _ZH_BEFORE.search(plain[: found.start()]):
            return found.span("who")
    return None


def speaking_names(text: str) -> Iterator[re.Match[str]]:
    """The single capitalised words, in the group ``name``, that say something in an English sentence."""
    return _NAME_SPEAKS.finditer(text)


def pronoun_speaks(text: str) -> re.Match[str] | None:
    """Where he or she says something in an English text."""
    return _ENGLISH_PRONOUN.search(text)


_OFFICE_SPEAKS = re.compile(
    r"(?:^|[、。」”，\s])(?:同(?:氏)?|该|該|这位|這位)?(?P<office>[一-龠]{0,4}(?:首相|大統領|长官|長官|市長|市长|知事|教授|監督|教练|社長|会長|大臣|部长|总统|總統"
    r"|议员|議員|报道官|報道官|补佐官|補佐官|委員長|主席|总理|總理))(?=は|が|表示|说|說|称|稱|指出|强调|補充|补充|還|还|也)"
)


def office_that_speaks(sentence: str, language: str) -> str | None:
    """The office as which somebody unnamed speaks in a source sentence: 同長官は…と述べた; None where nobody does."""
    found = _OFFICE_SPEAKS.search(re.sub(r"[「“][^」”]*[」”]", lambda match: "・" * len(match[0]), sentence))
    if found is None:
        return None
    rest = sentence[found.end() :]
    speaks = _JA_SPEECH.search(rest) if language == "ja" else _ZH_SPEECH.match(rest)
    return found["office"] if speaks else None
