"""Signs of negation in three languages: firm ones, and the many words that can stand for one."""

# ruff: noqa: E501 - word lists and patterns read best one subject a line
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from align.names.script.symbols import simplified


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of negation: ``plain`` ones negate a clause beyond doubt, ``firm`` ones as a rule, the
    others only may."""

    start: int
    end: int
    text: str
    firm: bool
    plain: bool = False


# What negates a clause in English, and what can render a negation in another way.
_ENGLISH_FIRM = (
    r"\b(?:not(?! only\b| since\b| every\w*\b| all\b| just\b| the only\b|-so-| un(?!der(?!mine|est|perf)|it|ion|iq|ivers|ifi|til)\w+| infrequent| insignificant| uncommon| to mention\b|[^.;:!?]{0,60}? (?:until|before|earlier|sooner)\b| least\b| surprising\w*\b)"
    r"|(?:\w+n['’]t|cannot)(?![^.;:!?]{0,60}? (?:until|before|earlier|sooner)\b)|never(?!-| since\b| (?:to )?(?:stop|cease|fail|end)|[^.;:!?]{0,40}? before\b)|nobody|neither|nor)\b"
)
_ENGLISH_SOFT = (
    r"\b(?:yet to|(?:advis\w+|warn\w*|caution\w*|decid\w+|recommend\w*|rul\w+) against|ke(?:ep\w*|pt) (?:[\w'’]+ ){1,6}?from|(?:fall|fell)\w* (?:far |well |just )?short"
    r"|refrain\w*|not|no|none|nothing|nowhere|never|nobody|neither|nor|cannot|without|\w+n['’]t|un(?!der(?!mine|est|perf)|it|ion|iq|ivers|ifi|ifo|anim)\w{4,}|in(?:ability|capable|"
    r"sufficient|adequate|effective|valid|visible|complete|correct|accurate|consistent|active)\w*|im(?:possible|"
    r"perfect|proper)\w*|ir(?:regular|relevant|responsible)\w*|il(?:legal|licit)\w*|dis(?!cuss|tric|tan|play|trib|ast|eas|cover|tinct|pat|tingu|cipl|burs|posal|h\b|hes|miss|clos|solv|cern|mant|perse|semin)\w{4,}|non\w*|"
    r"\w+less(?:ly)?|few(?:er)?|little|lack\w*|fail\w*|refus\w*|den(?:y|ied|ies|ial)|declin\w*|reject\w*|avoid\w*|"
    r"prevent\w*|prohibit\w*|ban|bans|banned|barred|in vain|to (?:him|her|it|them|your|my)sel(?:f|ves)|intact|contradict\w*|refut\w*|rebut\w*|dismiss\w*|forbid\w*|stop\w*|cease\w*|halt\w*|absen\w+|hardly|scarcely|barely|rarely|"
    r"unless|until|instead|rather|only|except\w*|miss\w*|short\w*|far from|too|difficult\w*|hard|doubt\w*|oppos\w*|"
    r"cancel\w*|suspend\w*|postpon\w*|withdr\w+|withh[eo]ld\w*|ignor\w*|abandon\w*|conceal\w*|free|exempt\w*|regardless|unlike|other than|beyond|"
    r"despite|although|instead|keep\w*|just|yet|still|against|def(?:y|ies|ied)|ill|bad|poor\w*|low|less|behind|away|waiv\w*"
    r"|in(?:disput|compar|defin|depend|toler|surmount|evit|accur|efficien|frequen|expensiv|decis)\w*)\b"
)
# Of the soft ones of English those that deny by themselves; bad, still or against have other reasons to stand there.
_ENGLISH_DENIAL = re.compile(
    r"yet to|no|none|nothing|nowhere|without|un\w+|in\w+|im\w+|ir\w+|il\w+|dis(?!put)\w+|non\w*|\w+less(?:ly)?|few|fewer|little|lack\w*"
    r"|fail\w*|refus\w*|den\w*|declin\w*|reject\w*|avoid\w*|prevent\w*|prohibit\w*|ban\w*|forbid\w*|absen\w+|hardly"
    r"|scarcely|barely|rarely|unless|until|miss\w*|withh\w*|conceal\w*|ignor\w*|waiv\w*|far from|instead|rather|other than|cancel\w*"
    r"|suspend\w*|exempt\w*|refrain\w*|barred|in vain|to \w+sel(?:f|ves)|contradict\w*|refut\w*|rebut\w*|(?:keep|kept).* from|.* against|f[ae]ll.* short|stop\w*|cease\w*",
    re.IGNORECASE,
)
_CHINESE_NONE = (
    r"不(?:要|能|应|應|该|該|可|会|會)(?:只|光|仅|僅)|供不应求|拒不|没事|不到|不超过|不超過|不高于|不低于|不多于|不少于|不晚于|不迟于|不足|未满|未滿|不及|不小|不顾|不顧|不仅|不僅|不但|不光|不只|不止|不过|不過|不断|不斷|不同(?!意)|不少|不久|不管|不论|不論|不料|不时|不禁|不妨|不愧|不得不|不由|不乏|不惜|"
    r"不错|不錯|不单|不外|不一|不满|不幸|不安|不良|不利|不足|不明|不平|不当|不当|无论|無論|无非|无疑|無疑|无不|无辜|未来|未來|未必不|未婚|未成年|"
    r"非常|非洲|非法|非凡|非遗|非典|除非|别人|别的|别墅|分别|特别|区别|个别|级别|性别|类别|识别|告别|判别|差别|别名|是否|能否|会否|可否|与否|"
    r"对不起|差不多|了不起|要不|莫不|无数|无限|无人机|无线|無線|无国界|无锡|不丹|不锈钢|没收|沉没|出没|淹没|埋没|不动产|忍不住|"
    r"是不是|会不会|會不會|有没有|有沒有|能不能|要不要|不如|不慎|不便|不适|不測|不测|不凡|不懈|不朽|不屈|不时|没错|没准|不解|不吝|不甘|不善|不佳|"
    r"不得了|不已|不可思议|不知不觉|不可避免|不可或缺|不亚于|不约而同|不变|不倒翁|不治|不等|源源不断|络绎不绝|说不定|恨不得|不胜"
    r"|不堪|看不起|瞧不起|不敌|不敵|毫无(?:章法|疑问|保留|意外|例外)|坚定不移|忍无可忍|无时无刻|无微不至|不遗余力|不谋而合"
)
_PLAIN = {
    "ja": r"ません|なかっ|(?<=[わかがさたなばまらいえけせてねべめれはで])ない(?=[。、」とかよねだ]|$|という|ため|ので|よう|こと)|できず|せずに|ずに|[おわさたなまらじびみめれえけせてべね]ず(?=[、。」])",
    "zh": r"没有|沒有|并未|從未|从未|尚未|不会|不會|不能|不要|不是|不可|不应|不再|并非|绝不|不想|没(?![收落准])|未(?![来必知婚满成经])|无法|无(?=人|证据|任何|意|权)|(?<=[并均尚仍])无|不(?=[\u4e00-\u9fff]{2}[，。；”])|不(?=打算|具|认为|愿|同意|承认|支持|构成|影响|涉及|包括|适用|需|必|提供|接受|参加|参与|出席|属于|存在|允许|准|予|赞成|反对|知情|清楚|确定|排除|相信|考虑|追究|承担|足以|代表|意味|等于|符合|满足)",
    "en": r"\b(?:not|\w+n['’]t|cannot|never)\b",
}
_CHINESE_FIRM = r"不(?!了了)|没有|沒有|没|未|无法|無法|别(?=[再让说去把忘怕想担])|并非|绝非|從未|从未|毫无|勿|无(?=人(?![机驾艇车区岛店售值超])|证据|任何|意(?![义识中间])|权(?!威))|(?<=[并均尚仍])无"
_CHINESE_SOFT = r"[不没沒未无無非勿莫别]|否|禁|拒|放弃|搁置|缺席|缺|免|失|除|难|少|反|停|止|取消|防|避|只|仅|才|尚|零|空|败|错|误|却|出乎|意料之外|意外|首次|第一次|拿掉|减缓"
_JAPANESE_NONE = (
    r"しかない|少なくな(?:い|かった)|(?:なければ|なくては|ねば)(?:なら|いけ)(?:ない|なかった|ません|ず|ぬ)?|なくちゃ|かもしれ(?:ない|ません)|(?:では|じゃ)ない(?:か|だろう|でしょう)|"
    r"(?:では|じゃ)ありませんか|つない|余儀なく|さもなく|[みこ]なし|少なかっ|"
    r"申し訳(?:が|は|も)?(?:ない|なかっ|なく)|に違いない|にちがいない|に過ぎない|にすぎない|だけで(?:は)?なく|ばかりで(?:は)?なく|のみならず|少なく|少ない|危ない|切ない|はかない|"
    r"何気ない|とんでもない|もったいない|仕方(?:が)?ない|やむを得|せざるを得ない|かねない|きたない|"
    r"必ず|まず|はず|わずか|いずれ|おのず|みず|思わず|相変わらず|のみならず|くず|きず|ずつ|ずらり|ずっと|ずれ|ず(?=れ)|"
    r"でなければ|なければ|しなければ|無料|無事|無人|無線|無償|無所属|無限|未来|未明|未満|非常|非難|不動産|不明|不足|不安|不調|不審|不正|不振|不満|不祥事|"
    r"未成年|無観客|無失点|無安打|無料|不倫|不思議|問わず|関わらず|かかわらず|にもかかわらず|ないし|なく(?=な)|たくさん|間もなく|まもなく|ほどなく|"
    r"危なげなく|なくそう|なくしたい|不要不急|計り知れない|かつてない|これまでにない|[数切]り?切れない|言うまでもなく|休みなく|容赦なく|否応なく"
    r"|何度となく|申し分ない|物足りない|つまらない|くだらない|(?:では|じゃ)な+い[かだで]|のではな+い(?=か|だろ|でしょ|[?？])|"
    r"いけない|ならない|違いない|なくなり|なくなる|なくなっ|亡く|無く|何となく|なんとなく|さりげなく|くまなく|惜しみなく|限りなく|絶え間なく|ぎこちない"
    r"|に(?:とどまら|留まら|かぎら|限ら)ず|尽きず|ないと(?=[。」]|、?(?:いけ|だめ|ダメ|なら))|ないほど"
    r"|[にも](?:は|も)?(?:届かない|届かなかった|及ばない|及ばなかった|満たない|満たなかった)"
    r"|(?:間|時間|日|間隔)を(?:あけ|空け|開け|置か|おか)ず(?:に)?|絶えず|欠かさず|休まず|迷わず|惜しまず|ためらわず|残らず|余すところなく|漏れなく|例外なく|間違いなく|及ばず(?:に)?|及ばなかっ|息もつかせない"
)
_JAPANESE_FIRM = r"ない|なかっ|ません|なく(?!な)|ずに|ぬ(?=[。、」])|なし(?!遂|得)|なけれ|できず|せず|ならず|いず|えず|れず|(?<=[わさたなまらじびみめけせてべね])ず(?=[、。」]|に(?!は))"
_JAPANESE_SOFT = r"ない|なか|ません|なく|ず|ぬ|な[しけきい]|[無不未非否禁拒欠免失除難反停止防妨阻避逃断絶欠退]|ゼロ|見送|断念|控え|だけ|しか|のみ|まい|かね|にく|づら|空|外れ|落|負|違|誤|中止|延期|辞|想定外|予想外|意外|思いがけ|初めて"


_ONLY = re.compile("しか(?!し)[^。、]*$")  # しか…ない is only
_READING = re.compile(r"[(（][ぁ-んァ-ヶー・･\s]+[)）]")


def denies(sign: Sign) -> bool:
    """Whether a soft sign of English denies by itself, as failed, without and unable do."""
    return _ENGLISH_DENIAL.fullmatch(sign.text) is not None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str], re.Pattern[str]]:
    if language == "ja":
        parts: tuple[str | None, str, str] = (_JAPANESE_NONE, _JAPANESE_FIRM, _JAPANESE_SOFT)
    elif language.startswith("zh"):
        parts = (_CHINESE_NONE, _CHINESE_FIRM, _CHINESE_SOFT)
    else:
        parts = (None, _ENGLISH_FIRM, _ENGLISH_SOFT)
    flags = re.IGNORECASE
    none = re.compile(parts[0], flags) if parts[0] else None
    return none, re.compile(parts[1], flags), re.compile(parts[2], flags)


@lru_cache(maxsize=2048)  # checks and score read the same sentences
def signs(text: str, language: str) -> tuple[Sign, ...]:
    """Every sign of negation in a text, in order; words that only look like one are passed over when
    looking for firm signs, and count as soft."""
    none, firm, soft = _patterns(language)
    written = text
    if language.startswith("zh") and len(simplified(text)) == len(text):
        text = simplified(text)
    if language == "ja":  # a reading denies nothing: 薬袋(みない)
        text = _READING.sub(lambda match: "　" * len(match[0]), text)
    blank = none.sub(lambda match: "　" * len(match[0]), text) if none else text
    plain = re.compile(_PLAIN.get(language[:2], _PLAIN["en"]), re.IGNORECASE)
    sure = {at for match in plain.finditer(blank) for at in range(*match.span())}
    hard = [
        Sign(*match.span(), written[slice(*match.span())], True, match.start() in sure)
        for match in firm.finditer(blank)
        if language != "ja" or not _ONLY.search(text, max(0, match.start() - 12), match.start())
    ]
    taken = {at for one in hard for at in range(one.start, one.end)}
    gentle = [
        Sign(*match.span(), written[slice(*match.span())], False)
        for match in soft.finditer(text)
        if match.start() not in taken
    ]
    return tuple(sorted([*hard, *gentle], key=lambda one: one.start))
