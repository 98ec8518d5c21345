"""Minimal pairs: one source sentence, its translation, and the translation with the two parties exchanged."""

# ruff: noqa: E501 - pairs read best side by side
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked
from tests.fidelity.test_people import ledger

PEOPLE = {"坂上": "Sakagami", "ハリス": "Harris", "ミュラー": "Mueller", "陈静": "Chen Jing", "吴刚": "Wu Gang", "桑托斯": "Santos",
          "桜井": "Sakurai", "岡部": "Okabe", "フォスター": "Foster", "林芳": "Lin Fang", "赵伟": "Zhao Wei", "莫雷诺": "Moreno"}  # fmt: skip

# language, source, translation, the same with the parties exchanged
PAIRS = [
    ("ja", "米国は中国を強く非難した。", "The United States strongly condemned China.", "China strongly condemned the United States."),
    ("ja", "中国が米国に抗議した。", "China protested to the United States.", "The United States protested to China."),
    ("ja", "米国は中国から批判された。", "The United States was criticized by China.", "China was criticized by the United States."),
    ("ja", "米国は中国から批判された。", "China criticized the United States.", "The United States criticized China."),
    ("ja", "ロシアはウクライナに侵攻した。", "Russia invaded Ukraine.", "Ukraine invaded Russia."),
    ("ja", "ドイツ政府はフランスに協力を求めた。", "The German government asked France for cooperation.", "The French government asked Germany for cooperation."),
    ("ja", "韓国は日本に輸出規制の撤回を要請した。", "South Korea urged Japan to withdraw its export curbs.", "Japan urged South Korea to withdraw its export curbs."),
    ("ja", "イスラエル軍がレバノン南部を空爆した。", "Israeli forces bombed southern Lebanon.", "Lebanese forces bombed southern Israel."),
    ("ja", "米政府は中国製品に追加関税を課した。", "The U.S. government imposed additional tariffs on China.", "China imposed additional tariffs on the U.S. government."),
    ("ja", "日本はオーストラリアに２対１で敗れた。", "Australia beat Japan 2-1.", "Japan beat Australia 2-1."),
    ("ja", "日本がオーストラリアを２対１で破った。", "Japan beat Australia 2-1.", "Australia beat Japan 2-1."),
    ("ja", "首相は野党を厳しく批判した。", "The prime minister harshly criticized the opposition.", "The opposition harshly criticized the prime minister."),
    ("ja", "大統領は議会に予算の成立を促した。", "The president urged Congress to pass the budget.", "Congress urged the president to pass the budget."),
    ("ja", "住民は政府を相手取り提訴したが、知事が住民を支持した。", "The governor supported the residents.", "The residents supported the governor."),
    ("ja", "警察はデモ隊を攻撃した。", "Police attacked the protesters.", "Protesters attacked the police."),
    ("ja", "岡部氏はフォスター氏を後任に指名した。", "Okabe named Foster as his successor.", "Foster named Okabe as his successor."),
    ("ja", "岡部氏はフォスター氏に招かれ、講演した。", "Foster invited Okabe to give a talk.", "Okabe invited Foster to give a talk."),
    ("ja", "フォスター氏は昨年、岡部氏に訴えられた。", "Okabe sued Foster last year.", "Foster sued Okabe last year."),
    ("ja", "岡部氏をフォスター氏が説得した。", "Foster persuaded Okabe.", "Okabe persuaded Foster."),
    ("ja", "岡部氏はフォスター氏に敗れた。", "Foster defeated Okabe.", "Okabe defeated Foster."),
    ("ja", "岡部氏は「心配ない」とフォスター氏に伝えた。", "Okabe told Foster there was no need to worry.", "Foster told Okabe there was no need to worry."),
    ("zh", "中国批评美国干涉内政。", "China criticized the United States for meddling.", "The United States criticized China for meddling."),
    ("zh", "美方向中方提出严正交涉，美国指责中国违约。", "The United States accused China of a breach.", "China accused the United States of a breach."),
    ("zh", "日本被韩国起诉至世贸组织。", "South Korea sued Japan at the WTO.", "Japan sued South Korea at the WTO."),
    ("zh", "伊朗遭到以色列袭击。", "Iran was attacked by Israel.", "Israel was attacked by Iran."),
    ("zh", "俄罗斯对乌克兰发动新一轮空袭。", "Russia attacked Ukraine again.", "Ukraine attacked Russia again."),
    ("zh", "法国向埃及出售了三十架战机。", "France sold 30 fighter jets to Egypt.", "Egypt sold 30 fighter jets to France."),
    ("zh", "加拿大对印度加征关税。", "Canada imposed tariffs on India.", "India imposed tariffs on Canada."),
    ("zh", "巴西队以三比一击败阿根廷队。", "Brazil beat Argentina 3-1.", "Argentina beat Brazil 3-1."),
    ("zh", "巴西队输给阿根廷队。", "Argentina defeated Brazil.", "Brazil defeated Argentina."),
    ("zh", "林芳邀请赵伟加入董事会。", "Lin Fang invited Zhao Wei to join the board.", "Zhao Wei invited Lin Fang to join the board."),
    ("zh", "林芳被赵伟公开批评。", "Zhao Wei publicly criticized Lin Fang.", "Lin Fang publicly criticized Zhao Wei."),
    ("zh", "赵伟对林芳表示感谢。", "Zhao Wei thanked Lin Fang.", "Lin Fang thanked Zhao Wei."),
    ("zh", "莫雷诺把林芳告上法庭。", "Moreno sued Lin Fang.", "Lin Fang sued Moreno."),
    ("zh", "莫雷诺接替赵伟出任主席。", "Moreno replaced Zhao Wei as chairman.", "Zhao Wei replaced Moreno as chairman."),
    ("zh", "总统罢免了总理。", "The president dismissed the prime minister.", "The prime minister dismissed the president."),
    ("zh", "检方起诉了市长。", "Prosecutors charged the mayor.", "The mayor charged the prosecutors."),
    ("zh-Hant", "美國警告伊朗不要報復。", "The United States warned Iran not to retaliate.", "Iran warned the United States not to retaliate."),
    ("zh-Hant", "學生指責警方使用暴力。", "Students accused police of using force.", "Police accused students of using force."),
    # written after the deeds were: 21 of 30 were found at first
    ("ja", "韓国政府は17日、日本の海洋放出計画に反対する立場を改めて日本政府に伝えた。", "The South Korean government told Japan again on the 17th that it opposes the plan to release the water.", "The Japanese government told South Korea again on the 17th that it opposes the plan to release the water."),
    ("ja", "桜井氏がハリス氏を破り、初優勝を飾った。", "Sakurai beat Harris for her first title.", "Harris beat Sakurai for her first title."),
    ("ja", "ハリス氏は決勝で桜井氏にストレート負けした。", "Sakurai beat Harris in straight sets in the final.", "Harris beat Sakurai in straight sets in the final."),
    ("ja", "欧州委員会の警告を受け、ハンガリーはポーランドに支援を求めた。", "Hungary, warned by the European Commission, asked Poland for support.", "Poland, warned by the European Commission, asked Hungary for support."),
    ("ja", "インドはパキスタンが停戦合意に違反したと非難した。", "India accused Pakistan of violating the cease-fire.", "Pakistan accused India of violating the cease-fire."),
    ("ja", "坂上監督は試合後、主将のミュラーをたたえた。", "After the match, coach Sakagami praised captain Mueller.", "After the match, captain Mueller praised coach Sakagami."),
    ("ja", "検察は元知事を収賄の罪で起訴した。", "Prosecutors charged the former governor with bribery.", "The former governor charged prosecutors with bribery."),
    ("ja", "原告側は国の対応を批判し、政府は原告の主張を退けた。", "The government rejected the plaintiffs' claims.", "The plaintiffs rejected the government's claims."),
    ("ja", "ブラジルは1－0でドイツに競り勝った。", "Brazil edged Germany 1-0.", "Germany edged Brazil 1-0."),
    ("ja", "ウクライナ軍がロシア西部の石油施設を攻撃した。", "Ukrainian forces attacked an oil facility in western Russia.", "Russian forces attacked an oil facility in western Ukraine."),
    ("ja", "ミュラー氏はハリス氏の後任として社長に就いた。", "Mueller succeeded Harris as president.", "Harris succeeded Mueller as president."),
    ("ja", "野党は首相に辞任を迫った。", "The opposition pressed the prime minister to resign.", "The prime minister pressed the opposition to resign."),
    ("ja", "北朝鮮は米国が約束を破ったと主張した。", "North Korea accused the United States of breaking its promise.", "The United States accused North Korea of breaking its promise."),
    ("ja", "トルコがシリアに電力を供給する。", "Turkey supplies electricity to Syria.", "Syria supplies electricity to Turkey."),
    ("zh", "外交部发言人说，中方敦促美方停止对台军售。", "China urges the United States to stop selling arms to Taiwan, the spokesman said.", "The United States urges China to stop selling arms to Taiwan, the spokesman said."),
    ("zh", "乌克兰指责俄罗斯炮击核电站。", "Ukraine accused Russia of shelling the nuclear plant.", "Russia accused Ukraine of shelling the nuclear plant."),
    ("zh", "吴刚在决赛中以三比二战胜桑托斯夺冠。", "Wu Gang beat Santos 3-2 in the final.", "Santos beat Wu Gang 3-2 in the final."),
    ("zh", "桑托斯在半决赛中不敌吴刚。", "Wu Gang defeated Santos in the semifinal.", "Santos defeated Wu Gang in the semifinal."),
    ("zh", "印度总理应邀访问日本。", "The Indian prime minister visited Japan by invitation.", "The Japanese prime minister visited India by invitation."),
    ("zh", "陈静将吴刚告上法庭，要求赔偿。", "Chen Jing took Wu Gang to court for damages.", "Wu Gang took Chen Jing to court for damages."),
    ("zh", "吴刚因诽谤被陈静起诉。", "Chen Jing sued Wu Gang for libel.", "Wu Gang sued Chen Jing for libel."),
    ("zh", "澳大利亚去年向中国出口了六百万吨小麦。", "Australia exported 6 million tons of wheat to China last year.", "China exported 6 million tons of wheat to Australia last year."),
    ("zh", "德国总理批评匈牙利阻挠援助计划。", "The German chancellor criticized Hungary for blocking the aid plan.", "Hungary criticized the German chancellor for blocking the aid plan."),
    ("zh", "警方逮捕了三十名示威者。", "Police arrested 30 protesters.", "Protesters arrested 30 police."),
    ("zh", "以色列空袭黎巴嫩南部，黎巴嫩向联合国投诉以色列。", "Israel bombed southern Lebanon.", "Lebanon bombed southern Israel."),
    ("zh", "总统任命陈静为央行行长。", "The president appointed Chen Jing to head the central bank.", "Chen Jing appointed the president to head the central bank."),
    ("zh-Hant", "法國譴責俄羅斯攻擊醫院。", "France condemned Russia for attacking the hospital.", "Russia condemned France for attacking the hospital."),
]  # fmt: skip

# Right translations that read the other way round, or say it by another verb.
RIGHT = [
    ("ja", "米国は中国に市場開放を求められた。", "China asked the United States to open its market."),
    ("ja", "中国を訪問した仏大統領は歓迎を受けた。", "China welcomed the French president."),
    ("ja", "岡部氏が批判したフォスター氏は辞任した。", "Okabe criticized Foster, who resigned."),
    ("ja", "岡部氏はフォスター氏から株式を買った。", "Foster sold the shares to Okabe."),
    ("ja", "岡部氏はフォスター氏が自分を批判したと話した。", "Foster criticized Okabe, he said."),
    ("ja", "日本は米国に抗議せず、米国も日本を批判しなかった。", "The United States criticized Japan in no way."),
    ("ja", "日本は米国から戦闘機を購入した。", "The United States sold fighters to Japan."),
    ("zh", "中国对美国的批评作出回应。", "The United States criticized China, which responded."),
    ("zh", "林芳受到赵伟的称赞。", "Zhao Wei praised Lin Fang."),
    ("zh", "林芳称，赵伟批评了莫雷诺。", "Zhao Wei criticized Moreno, Lin Fang said."),
    ("zh", "警方在学生的帮助下逮捕了嫌犯。", "Students helped police to arrest the suspect."),
    ("zh", "日本从法国进口核燃料。", "France exported nuclear fuel to Japan."),
    ("zh", "首席投资官莫雷诺警告称，余地很小。", "The margin is thin, warned Moreno, the chief investment officer."),
    ("zh", "林芳向《金融时报》表示，协议可以延长。", "Lin Fang told the Financial Times that the accord could be extended."),
    ("zh", "莫雷诺没有说明从赵伟收到的信。", "Moreno did not describe the letter he received from Zhao Wei."),
    ("zh", "中国与美国互相指责。", "The United States accused China, and China the United States."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "right", "wrong"), PAIRS)
def test_exchanged_parties(language: str, source: str, right: str, wrong: str) -> None:
    for target, found in ((right, False), (wrong, True)):
        names = ledger([source], [target], PEOPLE)
        report = checked([source], [target], language, ["roles"], names=names)
        assert [one.severity for one in report.findings] == (["major"] if found else []), target


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_right_translations(language: str, source: str, target: str) -> None:
    names = ledger([source], [target], PEOPLE)
    assert not checked([source], [target], language, ["roles"], names=names).findings
