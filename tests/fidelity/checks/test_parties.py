"""Who does what to whom among parties that no list of names knows: one source, a translation, the same turned round."""

# ruff: noqa: E501 - pairs read best side by side
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

# language, source, translation, the same with the parties exchanged
PAIRS = [
    ("ja", "港湾労組は荷役会社に賃上げを求めた。", "The dockworkers' union asked the stevedoring company for a raise.", "The stevedoring company asked the dockworkers' union for a raise."),
    ("ja", "東海電機は昨年、北陸精機を買収した。", "Tokai Electric acquired Hokuriku Seiki last year.", "Hokuriku Seiki acquired Tokai Electric last year."),
    ("ja", "北陸精機は東海電機に買収された。", "Tokai Electric acquired Hokuriku Seiki.", "Hokuriku Seiki acquired Tokai Electric."),
    ("ja", "住民団体が市教育委員会を提訴した。", "A residents' group sued the city's board of education.", "The city's board of education sued a residents' group."),
    ("ja", "新人の若鷲は横綱剛ノ海に寄り切られた。", "Yokozuna Tsuyonoumi forced out newcomer Wakawashi.", "Newcomer Wakawashi forced out yokozuna Tsuyonoumi."),
    ("ja", "桜浜高校が3対2で緑川学園を下し、決勝に進んだ。", "Sakurahama High School beat Midorikawa Gakuen 3-2 to reach the final.", "Midorikawa Gakuen beat Sakurahama High School 3-2 to reach the final."),
    ("ja", "緑川学園は桜浜高校に逆転負けした。", "Midorikawa Gakuen lost to Sakurahama High School.", "Sakurahama High School lost to Midorikawa Gakuen."),
    ("ja", "保護者会は校長に説明を求めた。", "The parents' association asked the principal for an explanation.", "The principal asked the parents' association for an explanation."),
    ("ja", "県は建設会社に工事の中止を命じた。", "The prefecture ordered the construction company to stop work.", "The construction company ordered the prefecture to stop work."),
    ("ja", "下請け業者は元請けから資材を購入していた。", "The subcontractor had bought materials from the main contractor.", "The main contractor had bought materials from the subcontractor."),
    ("ja", "電力会社は漁協に補償金を支払った。", "The power company paid compensation to the fishery cooperative.", "The fishery cooperative paid compensation to the power company."),
    ("zh", "恒远药业上月起诉华澜生物。", "Hengyuan Pharma sued Hualan Bio last month.", "Hualan Bio sued Hengyuan Pharma last month."),
    ("zh", "华澜生物被恒远药业告上法庭，指控其侵犯专利。", "Hengyuan Pharma took Hualan Bio to court.", "Hualan Bio took Hengyuan Pharma to court."),
    ("zh", "业主委员会要求物业公司公开账目。", "The owners' committee demanded that the property manager open its books. The owners' committee asked the property manager for its accounts.", "The property manager asked the owners' committee for its accounts."),
    ("zh", "快递公司向平台支付了违约金。", "The courier company paid a penalty to the platform. The courier company paid the platform.", "The platform paid the courier company a penalty."),
    ("zh", "青浦队在主场输给了白塔队。", "Qingpu lost to Baita at home.", "Baita lost to Qingpu at home."),
    ("zh", "白塔队以两球优势击败青浦队。", "Baita beat Qingpu by two goals.", "Qingpu beat Baita by two goals."),
    ("zh", "董事会解雇了首席执行官。", "The board dismissed the chief executive.", "The chief executive dismissed the board."),
    ("zh", "供应商向车企出售电池。", "The supplier sells batteries to the carmaker. The supplier supplies the carmaker.", "The carmaker sells batteries to the supplier."),
    ("zh", "渔民救起了两名游客。渔民营救了游客。", "The fishermen rescued the tourists.", "The tourists rescued the fishermen."),
    ("zh", "律师批评法院拖延审理。", "The lawyer criticized the court for the delay.", "The court criticized the lawyer for the delay."),
    ("zh", "矿方曾两次威胁工会。", "The mine twice threatened the union.", "The union twice threatened the mine."),
    ("zh-Hant", "工會指控館方違反勞動法。", "The union accused the museum of breaking labor law.", "The museum accused the union of breaking labor law."),
    ("zh-Hant", "館方拒絕工會的要求，並警告員工不要罷工。", "The museum warned staff not to strike.", "Staff warned the museum not to strike."),
    ("zh-Hant", "電信商收購了串流平台。", "The telecom carrier acquired the streaming platform.", "The streaming platform acquired the telecom carrier."),
]  # fmt: skip

# Right, though the words stand in another order, one party is left out, or the deed is told from the other side.
RIGHT = [
    ("ja", "東海電機は北陸精機から部品を購入している。", "Hokuriku Seiki sells parts to Tokai Electric."),
    ("ja", "緑川学園は桜浜高校に敗れた。", "Sakurahama High School beat Midorikawa Gakuen."),
    ("ja", "市は業者に返還を求め、業者は市に協議を求めた。", "The city asked the contractor for a refund, and the contractor asked the city for talks."),
    ("ja", "組合は会社が約束を破ったと非難した。", "The union accused the company of breaking its promise."),
    ("ja", "県警は市長を収賄の疑いで逮捕した。", "The mayor was arrested by prefectural police on suspicion of bribery."),
    ("zh", "华澜生物从恒远药业采购原料。", "Hengyuan Pharma supplies raw materials to Hualan Bio."),
    ("zh", "工会批评公司，公司则指责工会。", "The union criticized the company, and the company criticized the union."),
    ("zh", "青浦队不敌白塔队。", "Baita beat Qingpu."),
    ("zh", "涉案男子已被逮捕并面临谋杀指控。", "The man was arrested and charged by police."),
    ("zh", "检察院已对原厅长决定逮捕。", "Prosecutors decided to arrest the former department head."),
    ("zh-Hant", "館方遭工會批評。", "The union criticized the museum."),
]  # fmt: skip


def _found(language: str, source: str, target: str) -> list[str]:
    return [one.message for one in checked([source], [target], language, ["roles"]).findings]


@pytest.mark.parametrize(("language", "source", "right", "wrong"), PAIRS)
def test_parties_that_change_places_are_found_and_right_ones_left_alone(
    language: str, source: str, right: str, wrong: str
) -> None:
    assert _found(language, source, right) == []
    assert len(_found(language, source, wrong)) == 1


@pytest.mark.parametrize(("language", "source", "right"), RIGHT)
def test_other_ways_to_say_it_are_left_alone(language: str, source: str, right: str) -> None:
    assert _found(language, source, right) == []
