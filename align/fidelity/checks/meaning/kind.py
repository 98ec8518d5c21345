"""Another thing of the same kind: a fracture for a rupture, the lower house for the upper."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed


def _find(context: Context) -> Iterator[Finding]:
    for one in changed(context, "kinds.tsv"):
        yield CHECK.finding(
            "major",
            f"“{one.target.text}” is the wrong term: the source says “{one.source.text}” ({one.wanted.name}).",
            source=one.source,
            target=one.target,
            expected=one.wanted.name if context.target.language == "en" else None,
            evidence={"kind": one.wanted.group, "the translation says": one.given.name},
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
    severities=("major", "minor"),
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
    ),
    find=_find,
)
