"""Sentence ends in Japanese and Chinese.

One convention for all languages: a quotation stays with the clause that reports it, and is cut at
its inner sentence ends only where nothing binds it, that is where the sentence around it ends with
its closing mark. So 「Ａ。Ｂ。」と述べた。 is one sentence, 他说：“Ａ。Ｂ。” two.
"""

from __future__ import annotations

import bisect
import re

from align.languages.characters import HAN, HIRAGANA, KANA
from align.split.marks import CLOSERS, Span, outermost

_STOP = re.compile(r"(?:[。！？!?｡．‼⁇⁈⁉]+|(?:……|…)(?=[」』”’]))+")
_CLOSING = re.compile("(?: ?[" + re.escape(CLOSERS.replace('"', "")) + r"])+|[\"]")
_NARROW_LETTER = re.compile(r"[A-Za-z0-9ａ-ｚＡ-Ｚ０-９]")
_WIDE_LETTER = re.compile(f"[{KANA}{HAN}A-Za-z0-9]")

# What binds a quotation, or an exclamation without marks, to what follows (Japanese).
_BOUND_JAPANESE = re.compile(
    r"[\u3041-\u3096、，,:：・]|[（(][^）)]{0,30}[)）][\u3041-\u3096、]|(?:氏|発言|記者)?(?:談|話)[。\s]"
)
_QUOTATIVE = re.compile(r"と(?!(?:ころ|き|り|も|て|ても|はいえ)|\s)|って|なんて|など|という")
# “……。”他说。 — a short clause that ends in a verb of saying belongs to the quotation before it.
_BOUND_CHINESE = re.compile(
    r"[^。！？“”「」，,：:没沒未不\u3041-\u30ff]{0,24}?(?:说|說|道|问|問|称|稱|表示|指出|强调|強調|写道|寫道|回答|补充|補充|透露|解释|解釋|坦言|感叹|感嘆|直言|笑言|呼吁|呼籲|喊|答)"
    r"(?:道|说|說|称|稱)?(?:[。！？]|[，,][“「])"
)
# No sentence begins with a particle: a stop right before one belongs to a name. が、 begins many a sentence.
_PARTICLE = re.compile(r"を|[がのはにも](?=[\u3400-\u9fff\u30a1-\u30fa\d０-９A-ZＡ-Ｚ「『])")
_SAYING = re.compile(r"[说說道问問称稱喊答叫写寫曰：:，,、。！？\s—…]$")
_LONGEST_TITLE = 24
_CREDIT = re.compile(r"[（(\[［【][^（）()。！？\[\]［］【】]{1,40}[）)\]］】]")


def boundaries(text: str) -> list[int]:
    """Offsets after each sentence end in one paragraph; the paragraph's own end may be left out."""
    spans = outermost(text)
    starts = [span.start for span in spans]
    ends: list[int] = []
    inner: dict[int, list[int]] = {}
    for stop in _STOP.finditer(text):
        if not _is_stop(text, stop):
            continue
        at = bisect.bisect_right(starts, stop.start()) - 1
        if at >= 0 and stop.start() < spans[at].end:
            closing = _CLOSING.match(text, stop.end())
            inner.setdefault(at, []).append(min(closing.end() if closing else stop.end(), spans[at].end))
            continue
        closing = _CLOSING.match(text, stop.end())
        ends.append(closing.end() if closing else stop.end())
    for at, stops in inner.items():
        ends += _ends_of_span(text, spans[at], stops)
    return sorted({_with_credit(text, end) for end in ends})


def _is_stop(text: str, stop: re.Match[str]) -> bool:
    mark, before, after = stop[0], text[stop.start() - 1 : stop.start()], text[stop.end() : stop.end() + 1]
    if mark == "．" and _NARROW_LETTER.match(before) and _NARROW_LETTER.match(after):
        return False  # ３．５
    if mark == "．" and "。" in text and after.strip():
        return False  # 安德魯．史密斯表示。 A text with full stops has the point in names only.
    if mark in ("!", "?", "！") and _NARROW_LETTER.match(before) and _WIDE_LETTER.match(after):
        return False  # Yahoo!ニュース
    if mark == "。" and _PARTICLE.match(text, stop.end()):
        return False  # モーニング娘。が
    if mark[-1] in "！？!?" and (_QUOTATIVE.match(text, stop.end()) or after in ("、", "，", ",")):
        return False  # どうする？と聞いた
    return not (mark[0] in "！？!?" and after and after in "♪～〜")


def _ends_of_span(text: str, span: Span, stops: list[int]) -> list[int]:
    """Sentence ends that a quotation or bracket with sentences inside contributes."""
    last_is_final = stops[-1] >= span.end - 1
    if not last_is_final or _is_title(text, span, stops) or not _stands_free(text, span):
        return []
    if span.quotation or _opens_sentence(text, span.start):
        return [*(stop for stop in stops if stop < span.end - 1), span.end]
    return [span.end]  # （…。） after its sentence's stop


def _is_title(text: str, span: Span, stops: list[int]) -> bool:
    """Whether a span with one sentence end, at its end, is the title of a work, and the sentence goes on: it is
    marked as one (《你好，李焕英！》), or short and bound to a noun before it (映画『君の名は。』)."""
    rest = text[span.end : span.end + 1]
    if not rest or rest in "\n\u3000 。！？":
        return False
    if text[span.start] in "《〈":
        return True
    before = text[max(0, span.start - 1) : span.start]
    bound = bool(re.match(r"[\u30a1-\u30fc\u3400-\u9fff]", before)) and not _SAYING.search(before)
    return bound and len(stops) == 1 and span.end - span.start <= _LONGEST_TITLE


def _stands_free(text: str, span: Span) -> bool:
    rest = text[span.end : span.end + 60]
    if rest[:1] == " " and _BOUND_CHINESE.match(rest[1:]):
        return False
    if not rest.strip() or rest[0] in "\n\u3000 。":
        return rest[:1] != "。"
    if re.match(f"[{HIRAGANA}]", rest) or not re.search("[的了是在和说說他她这這们們]", text[:400]):
        return not _BOUND_JAPANESE.match(rest)
    return rest[0] not in "、，,；;：:。！？" and not _BOUND_CHINESE.match(rest)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()[-1:]
    return not before or before in "。！？!?」』”"


def _with_credit(text: str, end: int) -> int:
    """A short note in brackets right after the stop, such as （共同）, goes with its sentence."""
    match = _CREDIT.match(text, end)
    if match and match.end() - end <= 42 and (match.end() == len(text) or text[match.end()] in "\n\u3000 "):
        return match.end()
    return end
