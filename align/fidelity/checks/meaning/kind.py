"""Another thing of the same kind: a fracture for a rupture, the lower house for the upper."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.checks.meaning.kind_evidence import evidence
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import Changed, changed
from align.fidelity.regressions import regression

TABLE = "kinds.tsv+classes.tsv"
_LIKELY = Threshold("kind", 0.63, "how likely a term stands for another of its kind before it is shown")
# Chosen by hand on 44 articles: in close copies the false ones end at .62, in free ones they reach .999.
_SURE = {"close": 0.63, "condensed": 0.95, "free": 0.95}  # the least by reprint
_CERTAIN = 0.8  # the probability from which on a finding in a close copy is major


def _find(context: Context) -> Iterator[Finding]:
    found = sorted(_likely(context), key=lambda pair: -pair[0])
    shown: set[tuple[int, int]] = set()
    for probability, one in found:
        spans = (one.source.start, one.source.end), (one.target.start, one.target.end)
        if not shown.isdisjoint(spans):
            continue
        shown.update(spans)
        yield _finding(context, one, probability)


def _likely(context: Context) -> Iterator[tuple[float, Changed]]:
    """The exchanges that are likely ones, with how likely."""
    least = max(_LIKELY.of(context.profile), _SURE[context.reprint])
    for one in changed(context, TABLE, every=True):
        probability = _probability(context, one)
        if probability >= least:
            yield probability, one


def _probability(context: Context, one: Changed) -> float:
    """How likely the word of the translation stands for the thing that the source names; certain where nothing can
    be told from the words around."""
    if context.model is None or context.target.language != "en":
        return 1.0
    texts = context.source.text(one.bead.source), context.target.text(one.bead.target)
    values = evidence(context.model, texts, context.source.language, one.words, TABLE)
    return 1.0 if values is None else regression("another_of_its_kind").probability(values.tolist())


def _finding(context: Context, one: Changed, probability: float) -> Finding:
    certain = probability >= _CERTAIN and not context.condensed
    return CHECK.finding(
        "major" if certain else "info" if context.reprint == "free" else "minor",
        f"“{one.target.text}” is the wrong term: the source says “{one.source.text}” ({one.wanted.name}).",
        source=one.source,
        target=one.target,
        expected=one.wanted.name if context.target.language == "en" else None,
        evidence={
            "kind": one.wanted.group,
            "the translation says": one.given.name,
            "probability": round(probability, 3),
        },
    )


CHECK = Check(
    id="kind",
    title="Another of its kind",
    summary="terms for another thing of the same kind: another court, ministry, injury, office or fuel",
    why=(
        "A sentence about the wrong court or the wrong house reads as well as the right one. A term is reported "
        "when the source names one of its kind that the translation does not, and the translation names another "
        "that the source does not; words that may stand for the right one excuse."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major", "minor", "info"),
    thresholds=(_LIKELY,),
    examples=(
        Example(
            "参院経済委員会は19日、参考人を招いた。", "An upper house committee heard witnesses on the 19th."
        ),
        Example(
            "参院経済委員会は19日、参考人を招いた。",
            "A House of Representatives panel heard witnesses on the 19th.",
            "House of Representatives",
        ),
        Example("左膝の靱帯を断裂した。", "He ruptured a ligament in his left knee."),
        Example("左膝の靱帯を断裂した。", "He has a fracture in his left knee.", "fracture"),
        Example("检察机关要求法院改判。", "Prosecutors asked the court to change the sentence."),
        Example("检察机关发布了通报。", "Police released a statement.", "Police"),
        Example("公司計劃擴建天然氣電廠。", "The company plans to expand its gas-fired power plant."),
        Example(
            "公司計劃擴建天然氣電廠。", "The company plans to expand its coal-fired power plant.", "coal"
        ),
        Example("梅雨入りは平年より11日早い。", "The rainy season began 11 days earlier than average."),
        Example(
            "梅雨入りは平年より11日早い。",
            "The rainy season began 11 days earlier than last year.",
            "last year",
        ),
        Example("猟友会はクマ3頭を駆除した。", "Hunters culled three bears."),
        Example("猟友会はクマ3頭を駆除した。", "Hunters culled three wild boars.", "boars"),
        Example("豚熱の感染が確認された。", "Swine fever was confirmed."),
        Example("豚熱の感染が確認された。", "Bird flu was confirmed.", "Bird flu"),
        Example("男性は腎がんで亡くなった。", "The man died of kidney cancer."),
        Example("男性は腎がんで亡くなった。", "The man died of liver cancer.", "liver"),
        Example(
            "二手房价格环比下降0.3%。", "Prices of existing homes fell 0.3 percent from the previous month."
        ),
        Example(
            "二手房价格环比下降0.3%。",
            "New home prices fell 0.3 percent from the previous month.",
            "New home",
        ),
        Example("警方通報一起受賄案。", "Police reported a case of bribery."),
        Example("警方通報一起受賄案。", "Police reported a case of embezzlement.", "embezzlement"),
        Example("原告の男性が会見した。", "The plaintiff, a man, held a news conference."),
        Example("原告の男性が会見した。", "The defendant, a man, held a news conference.", "defendant"),
        Example(
            "調査船は14日、宮古島沖を離れた。", "The survey ship left the waters off Miyakojima on the 14th."
        ),
        Example(
            "調査船は14日、宮古島沖を離れた。",
            "The patrol ship left the waters off Miyakojima on the 14th.",
            "patrol ship",
        ),
        Example("大橋的拉索出現裂紋。", "Cracks appeared in the piers of the bridge.", "piers"),
    ),
    find=_find,
)
