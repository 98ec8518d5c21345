"""What one named party does to another: deeds in three languages, and who acts in a source sentence."""

# ruff: noqa: E501 - word lists read best one deed a line
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Voice = Literal["active", "passive"]
Actor = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: English forms, Japanese roots, Chinese verbs, and words that say it from the other's side
    (敗れる, 输给), Japanese and Chinese."""

    english: str
    ja: str
    zh: str
    turned_ja: str = ""
    turned_zh: str = ""


_OBJECT = r"(?:\s[\w,-]+){0,6}?\s"
_PENALTY = rf"{_OBJECT}(?:tariffs?|sanctions?|duties|restrictions?|curbs|fines?)\son"
DEEDS = tuple(
    Deed(*row)
    for row in (
        (r"told|tells|informed|notified", r"伝え|告げ|話|語|明か|知らせ|説明|通知|通告|通達|報告", r"告诉|告訴|告知|通知|通报|通報|表示"),
        (r"criticized|criticised|criticizes|blasted|slammed|denounced|condemned|condemns|rebuked|attacked", r"批判|非難|糾弾|酷評|責め", r"批评|批評|指责|指責|抨击|抨擊|谴责|譴責|痛批"),
        (r"accused|accuses|blamed|blames|charged", r"非難|責め|告発|糾弾|批判|訴え|主張|起訴", r"指控|指责|指責|归咎|责怪|控告|控訴|指称|起诉|起訴|谴责|批评"),
        (r"praised|praises|lauded|hailed|commended|thanked", r"称賛|褒め|ほめ|たたえ|賞賛|評価|感謝|礼を", r"赞扬|讚揚|称赞|稱讚|表扬|表揚|赞赏|讚賞|感谢|感謝|致谢|好评"),
        (r"urged|urges|pressed|called\son|calls\son|asked|asks|requested|demanded|ordered|petitioned", r"促|求め|迫|呼び掛け|呼びかけ|要請|要求|依頼|命じ|命令|指示|頼|尋ね|請求|申し入れ", r"敦促|呼吁|呼籲|催促|要求|请求|請求|促请|恳请|责令|命令|询问|詢問|督促"),
        (r"warned|warns|threatened|threatens", r"警告|忠告|脅|威嚇|けん制|牽制", r"警告|告诫|告誡|威胁|威脅|恐吓"),
        (r"beat|beats|defeated|defeats|edged|thrashed|routed|downed|outplayed", r"破|下し|下す|倒|勝|退け|制し|制す|完封|圧倒", r"击败|擊敗|战胜|戰勝|打败|打敗|力克|完胜|大胜|险胜|大败|大敗|击退", r"敗れ|敗北|敗退|負け|屈し|惜敗|完敗", r"输给|輸給|负于|負於|不敌|不敵|败给|敗給|败于|敗於|惜败|敗北"),
        (r"overtook|passed|overtakes|surpassed|outpaced", r"抜|追い越|かわし|上回", r"超越|超过|超過|反超|赶超|趕超"),
        (r"visited|visits", r"訪問|訪ね|訪れ", r"访问|訪問|拜访|拜訪|探访|看望|到访"),
        (r"invited|invites|welcomed|welcomes|hosted", r"招待|招|歓迎|迎え|招聘", r"邀请|邀請|欢迎|歡迎|迎接|接待"),
        (rf"sued|sues|took{_OBJECT}to\scourt", r"提訴|訴え|告訴|起訴", r"起诉|起訴|控告|告上法庭"),
        (r"supported|supports|backed|backs|endorsed|endorses|defended", r"支持|支え|後押し|擁護|応援|推薦|支援", r"支持|力挺|声援|聲援|背书|拥护|擁護|支援"),
        (r"helped|helps|assisted|rescued|saved|aided", r"助け|手伝|支援|救|援助", r"帮助|幫助|协助|協助|救出|营救|營救|援助|救助|支援"),
        (r"attacked|assaulted|killed|shot|stabbed|hit|bombed|struck|shelled", r"襲|攻撃|殺害|殺|殴|刺|撃|爆撃|空爆|砲撃", r"攻击|攻擊|袭击|襲擊|殴打|毆打|杀害|殺害|枪杀|刺伤|击毙|轰炸|轟炸|炮击|空袭|打死"),
        (r"invaded|occupied|annexed", r"侵攻|侵略|占領|併合|侵入", r"入侵|侵略|占领|佔領|吞并"),
        (r"arrested|detained|expelled|deported", r"逮捕|拘束|追放|送還|拘留", r"逮捕|拘留|拘捕|驱逐|驅逐|扣留|遣返|羁押"),
        (r"succeeded|replaced|replaces|succeeds", r"後任|代わ|交代|引き継|継", r"接替|取代|接任|继任|繼任"),
        (r"acquired|bought|took\sover|acquires|buys|purchased", r"買収|買い取|取得|傘下に収め|子会社", r"收购|收購|并购|併購|买下|買下|购入"),
        (r"appointed|named|promoted|hired|nominated|fired|dismissed|sacked", r"任命|起用|抜てき|抜擢|指名|採用|解任|更迭|罷免|解雇", r"任命|委任|提拔|聘请|聘請|提名|解雇|解僱|罢免|罷免|撤换|免职"),
        (r"questioned|interviewed|interviews|grilled", r"取材|聴取|問いただ|インタビュー|尋問|追及", r"采访|採訪|质问|質問|讯问|审问|訊問|质询|专访"),
        (rf"sanctioned|sanctions|(?:imposed|imposes|slapped|levied|placed){_PENALTY}", r"制裁|関税|課|科", r"制裁|加征|加徵|征收|徵收|施加|实施"),
        (rf"(?:lifted|eased|dropped|removed){_PENALTY}", r"制裁|解除|緩和|撤廃", r"解除|取消|放宽|放寬|撤销"),
        (rf"(?:sold|sells|exported|exports|supplied|supplies|gave|gives|provided|provides|sent|sends|handed|offered|lent|delivered|donated){_OBJECT}to", r"売却|売|輸出|供給|供与|提供|与え|送|贈|渡|貸|届け|引き渡|寄付|販売", r"出售|出口|供应|供應|提供|赠送|贈送|给予|給予|交付|借给|捐赠|移交|运送"),
        (rf"(?:bought|imported|imports|received|borrowed|obtained){_OBJECT}from", r"購入|輸入|受け取|借り|買|調達|受け(?!入)", r"购买|購買|进口|進口|收到|借入|采购|採購|获得|得到"),
        (r"(?:complained|protested|appealed|apologi[sz]ed|(?:lodged|filed)(?:\s[\w-]+){1,3}?)\s(?:to|with|against)", r"抗議|謝罪|陳謝|訴え|わび|詫び|申し立て|提訴|提起", r"抗议|抗議|道歉|致歉|申诉|申訴|投诉|投訴|交涉|起诉"),
        (r"recogni[sz]ed|recogni[sz]es", r"承認|認め", r"承认|承認|认可|認可"),
        (r"rejected|refused|rebuffed|snubbed|ignored", r"拒否|拒|退け|断|無視|却下", r"拒绝|拒絕|回绝|无视|無視|驳回"),
        (r"deceived|cheated|betrayed|tricked|defrauded", r"だま|騙|欺|裏切", r"欺骗|欺騙|背叛|诈骗|詐騙|出卖"),
        (r"persuaded|convinced|advised", r"説得|助言|納得", r"说服|說服|劝说|勸說|建议|建議"),
        (r"taught|trained|coached|mentored", r"教え|指導|鍛え|育て", r"教导|教導|指导|指導|训练|訓練|培养"),
    )
)  # fmt: skip


@cache
def _any_verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(deed.english for deed in DEEDS)})\b")


@cache
def _verb(deed: Deed) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{deed.english})\b")


def deeds_in(sentence: str) -> list[Deed]:
    """The deeds whose verb an English sentence holds."""
    if not _any_verb().search(sentence):
        return []
    return [deed for deed in DEEDS if _verb(deed).search(sentence)]


_AUXILIARY = r"(?:has|have|had|will|would|could|may|might|can|did|do|does|also|later|then|again|recently|already|once|strongly|publicly|\w+ly)"
# The party before the deed may go on (China's foreign ministry), and the one after it begin so (the ruling).
_PARTY = r"(?:['’]s)?(?:\s(?!(?:of|in|and|or|to|with|from|for|by|that|who|which|not|but|said|was|were|is|are|as|on|at)\b)[\w.-]+){0,3}?"
_TITLE = r"(?:(?:\s(?!that|who|which|and|but|said)[\w-]+){1,4}\s(?:in|of|near|against))?(?:\s(?:the|\d[\d,]*|two|three|four|five|six|several|former|its|his|her|their|fellow|rival|then|top|senior|visiting|ruling|(?:north|south|east|west)(?:ern)?|central|[a-z]+(?:er|or|ist|ant|man|ent|ian|ary)|[A-Z][a-z.]+)){0,4}\s"


@cache
def _patterns(deed: Deed) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What joins two names by a deed, in the active and the passive voice."""
    return (
        re.compile(
            rf"^(?:,[^,;:\"“”]{{2,60}},|{_PARTY})(?:\s{_AUXILIARY}){{0,3}}\s(?:{deed.english}){_TITLE}$"
        ),
        re.compile(
            rf"^(?:,[^,;:\"“”]{{2,60}},|{_PARTY})(?:\s{_AUXILIARY}){{0,3}}\s(?:was|were|is|are|been|being|got|be)"
            rf"(?:\s\w+ly)?\s(?:{deed.english})(?:\s\w+)?\sby{_TITLE}$"
        ),
    )


def deeds_between(between: str) -> list[tuple[Deed, Voice]]:
    """The deeds by which the English words between two names join them; several where a verb has two senses."""
    if len(between) > 120:
        return []
    found: list[tuple[Deed, Voice]] = []
    for deed in deeds_in(between):
        active, passive = _patterns(deed)
        if passive.match(between):
            found.append((deed, "passive"))
        elif active.match(between):
            found.append((deed, "active"))
    return found


_JA_TAIL = r"(?:[（(][^）)]{0,30}[）)]|の?[一-龠々ァ-ヶー・]{1,14}|ら|さん|たち){0,3}?"
_JA_SUBJECT = re.compile(rf"^{_JA_TAIL}(?:は|が|も)(?![いな]?(?:ち|て))")
_JA_OBJECT = re.compile(
    rf"^{_JA_TAIL}(?P<particle>を|に対し(?:て)?|に(?!よ|つ|お|は|関|対抗|とっ)|へ|から|によって|により)"
)
_JA_PASSIVE = re.compile(r"^(?:[さらわかたまがばな]れ|られ|を受け|を浴び|に遭)")
_JA_CAUSED = re.compile(r"^[さわらかた]?せ|^ても?ら|^してもら|^し?合|^し?あっ")


def japanese_actor(text: str, first: int, second: int, deed: Deed) -> Actor | None:
    """Which of two names, given by their ends in a Japanese sentence, does the deed to the other; None where
    that is not plain: another subject between, no verb of the deed behind both."""
    if "accused" in deed.english or "criticized" in deed.english or "praised" in deed.english:
        for subject, other, acts in ((first, second, "first"), (second, first, "second")):
            topic = re.match(rf"^{_JA_TAIL}は", text[subject:])
            spoken_of = re.match(rf"^{_JA_TAIL}が[^。」]{{1,60}}と(?:{deed.ja})(?!さ?れ)", text[other:])
            if topic and spoken_of and subject < other:
                return acts  # type: ignore[return-value]
    for subject, other, acts in ((first, second, "first"), (second, first, "second")):
        particle = _JA_OBJECT.match(text[other:])
        begins = _JA_SUBJECT.match(text[subject:])
        if particle is None or begins is None or _JA_SUBJECT.match(text[other:]):
            continue
        last = max(subject + begins.end(), other + particle.end())
        clause = re.split("[。」]", text[last:])[0][:60]
        between = text[min(subject + begins.end(), other + particle.end()) : last]
        if re.search(r"が(?=[^、]*$)", between) and subject < other and not begins[0].endswith("が"):
            return None  # AはBが…Cを: B acts, too
        done = re.search(f"(?P<turned>{deed.turned_ja})" if deed.turned_ja else r"(?!)", clause)
        verb = re.search(deed.ja, clause)
        if done is not None and (verb is None or done.start() <= verb.start()):
            return _flipped(acts) if particle["particle"] == "に" else None
        if verb is None or re.search(r"[はが](?=[^、]*$)", clause[: verb.start()].split("、")[-1]):
            return None
        behind = clause[verb.end() :]
        if _JA_CAUSED.match(behind):
            return None
        if _JA_PASSIVE.match(behind):
            return _flipped(acts) if particle["particle"] in ("に", "から", "によって", "により") else None
        if particle["particle"] in ("から", "によって", "により"):
            return acts if particle["particle"] == "から" and "from" in deed.english else None  # type: ignore[return-value]
        return acts  # type: ignore[return-value]
    return None


def _flipped(actor: str) -> Actor:
    return "second" if actor == "first" else "first"


_ZH_BY = re.compile(r"^[^，。；：“”]{0,12}(?:被|遭到?|受到?|挨了?|獲|获|由)$")
_ZH_COVERB = re.compile(r"^[^，。；：“”被遭]{0,30}(?:向|对|對|给|給|把|将|將|就[^，。]{1,8}[向对對])$")


def chinese_actor(text: str, first: tuple[int, int], second: tuple[int, int], deed: Deed) -> Actor | None:
    """Which of two names, given by their spans in a Chinese sentence, does the deed to the other; None where
    that is not plain."""
    (start, end), (begin, stop) = first, second
    if begin < start:
        found = chinese_actor(text, second, first, deed)
        return _flipped(found) if found else None
    between = text[end:begin]
    behind = re.split("[，。；：”]", text[stop:])[0]
    verb = rf"(?:{deed.zh})"
    if deed.turned_zh and re.search(
        rf"^[^，。；：“”]{{0,14}}(?:{deed.turned_zh})[^，。；：“”]{{0,6}}$", between
    ):
        return "second"
    if _ZH_BY.match(between):
        return "second" if re.match(rf"^[^，。；的]{{0,10}}的?[^，。；的]{{0,6}}{verb}", behind) else None
    if _ZH_COVERB.match(between):
        if re.match(r"^的", behind):
            return None
        return "first" if re.match(rf"^[^，。；]{{0,16}}{verb}", behind) else None
    if re.search(r"被|遭|受到|由|[向对對给給把将將]", between):
        return None
    plain = re.match(
        rf"^[^，。；：“”、和与與及跟是]{{0,14}}?{verb}[了过過]?[^，。；：“”、和与與及跟是]{{0,10}}$", between
    )
    return "first" if plain else None
