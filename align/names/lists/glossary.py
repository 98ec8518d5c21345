"""Known names: the shipped alias list, and the user's own glossary, which goes first.

A glossary is a TSV with the columns ``source``, ``english`` and optionally ``kind``, several accepted
English spellings separated by ``|`` (the first is preferred); with a header line it may have the
columns of data/aliases.tsv or those of ``align names --format tsv``. Or a TBX file (ISO 30042), each
concept entry with Japanese or Chinese and English terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

from align.document import MentionKind
from align.errors import InputError
from align.formats import tbx
from align.formats.cells import uncell
from align.languages import lexicon
from align.names.lists.known import Numbered, by_head
from align.names.reading.variants import simplest
from align.names.script.letters import fold_letters
from align.names.script.symbols import katakana

_KINDS = get_args(MentionKind)
# Family names of the alias list that say nothing alone: many others bear them.
_BORNE_BY_MANY = frozenset(
    "nakano onodera saito kamikawa shii tamura yamamoto kamiya kobayashi goto ozawa edano ogawa maehara kanda "
    "mimura uchida tamaki sato murakami miyazaki sasaki han zhang li hu jiang deng zhao liu qin xie hua wang mao "
    "zhou cai lin chan tang ip lai wong lam koo chu cheng ko hou chiang chang wei gou ahn park ban wi kim choe "
    "johnson austin sullivan tai kerry clinton bush kennedy bondi glass emanuel newsom may cooper bailey reeves "
    "pence waltz lammy bayrou barrot sanchez costa katz abbas assad petro sharif singh anand boric cuong banga "
    "turk grandi cormann nagel birol francis bezos gates ellison bowman waller cook williams marles grant hun "
    "fidan leo leavitt wiles lama iii jr yunus".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """A known name: English as preferred, all accepted spellings, its forms in ``ja`` and ``zh``."""

    english: str
    accepted: tuple[str, ...]
    forms: tuple[str, ...]
    kind: MentionKind = "other"
    origin: str = "alias list"


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """Known names by source form and by folded English spelling; ``warnings`` about what was read."""

    by_form: Mapping[str, Known]
    by_english: Mapping[str, Known]
    warnings: tuple[str, ...] = ()
    _held: dict[str, Any] = field(default_factory=dict)  # what is worked out when it is first asked for

    def of(self, name: str) -> Known | None:
        """The known name with this Japanese or Chinese form, whatever the script or width of it."""
        return self.by_form.get(normal_form(name))

    def named(self, english: str) -> Known | None:
        """The known name with this English spelling (also a person's family name alone)."""
        return self.by_english.get(fold_letters(english))

    def forms(self) -> list[tuple[str, MentionKind]]:
        """Every form with its kind, longest first."""
        if "forms" not in self._held:
            kinds = ((form, known.kind) for form, known in self.by_form.items())
            self._held["forms"] = sorted(kinds, key=lambda item: (-len(item[0]), item[0]))
        forms: list[tuple[str, MentionKind]] = self._held["forms"]
        return forms

    def kinds(self) -> Mapping[str, MentionKind]:
        """The kind of each form, by its normal form."""
        if "kinds" not in self._held:
            self._held["kinds"] = {normal_form(form): kind for form, kind in self.forms()}
        kinds: dict[str, MentionKind] = self._held["kinds"]
        return kinds

    def heads(self) -> Mapping[str, Sequence[Numbered]]:
        """The forms by how they begin, as :func:`align.names.lists.known.known_in` wants them."""
        if "heads" not in self._held:
            self._held["heads"] = by_head(self.forms())
        heads: dict[str, list[Numbered]] = self._held["heads"]
        return heads


@lru_cache(maxsize=65536)
def normal_form(name: str) -> str:
    """The key of a Japanese or Chinese name: full-width kana, simplified hanzi, no dots and spaces."""
    wide = katakana(name)
    return simplest("".join(c for c in wide if c not in "・·･‧•∙⋅=＝゠ \u3000")).lower()


def build(known: Iterable[Known], warnings: Sequence[str] = ()) -> Glossary:
    """A glossary in which the first of two equal names wins."""
    by_form: dict[str, Known] = {}
    by_english: dict[str, Known] = {}
    families: dict[str, Known] = {}
    for name in known:
        for form in name.forms:
            by_form.setdefault(normal_form(form), name)
        for spelling in name.accepted:
            by_english.setdefault(fold_letters(spelling), name)
            if name.kind == "person" and " " in spelling:
                family = fold_letters(family_name(name, spelling))
                if family not in _BORNE_BY_MANY:
                    families.setdefault(family, name)
    return Glossary(by_form, {**families, **by_english}, tuple(warnings))


def family_name(name: Known, spelling: str) -> str:
    """The family name in a person's English spelling: first where the name is Chinese or Korean style."""
    words = spelling.replace(" Jr.", "").split(" ")
    surname_first = any(len(f) <= 4 and all("\u3400" <= c <= "\u9fff" for c in f) for f in name.forms)
    japanese = surname_first and len(words) == 2 and not _chinese_order(words)
    if surname_first and not japanese:
        return words[0]
    for at, word in enumerate(words[1:], 1):
        if word in ("von", "van", "de", "bin", "da", "del"):
            return " ".join(words[at:])
    return words[-1]


def _chinese_order(words: list[str]) -> bool:
    from align.names.reading.chinese import chinese_surnames_in_english

    return fold_letters(words[0]) in chinese_surnames_in_english()


@cache
def shipped(language: str | None = None) -> Glossary:
    """The alias list that ships with the package; with a language, only with its forms in that language:
    河内 is Hanoi in Chinese and a family name in Japanese."""
    return build(_alias_rows(language))


def _alias_rows(language: str | None) -> Iterator[Known]:
    for kind, english, other, ja, zh, *_ in lexicon.rows("multilingual", "aliases.tsv")[1:]:
        accepted = (english, *(s for s in other.split("|") if s))
        cells = (ja, zh) if language is None else (ja,) if language == "ja" else (zh,)
        forms = tuple(dict.fromkeys(form for cell in cells for form in cell.split("|") if form))
        yield Known(english, accepted, forms, kind if kind in _KINDS else "other")  # type: ignore[arg-type]


def with_glossary(path: Path | None, language: str | None = None) -> Glossary:
    """The user's glossary before the shipped list; the shipped list alone without a path. The list's forms
    are those of one language where that is given."""
    listed = shipped(None if language is None else "ja" if language == "ja" else "zh")
    if path is None:
        return listed
    try:
        return _compiled(path, path.read_bytes(), listed)
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "name a TSV or TBX glossary") from None


LONGEST = 300  # characters of a name: chosen by hand, the longest official names have half of it


@lru_cache(maxsize=4)
def _compiled(path: Path, _: bytes, listed: Glossary) -> Glossary:
    """The glossary in a file of these bytes: made once for many articles, and anew when they are others."""
    own, warnings = read_glossary(path)
    own = [_with_kind(name, listed) for name in own]
    return build([*own, *dict.fromkeys([*listed.by_form.values(), *listed.by_english.values()])], warnings)


def _with_kind(name: Known, listed: Glossary) -> Known:
    """An entry that does not say what its name is, with the kind that the shipped list or its look gives."""
    if name.kind != "other":
        return name
    from align.names.reading.chinese import is_surname
    from align.names.reading.japanese import is_full_name

    form = name.forms[0]
    known = listed.of(form)
    if known is not None:
        return replace(name, kind=known.kind)
    words = len(name.english.split())
    person = words >= 2 and (is_full_name(form, least=3.0) or (len(form) <= 4 and is_surname(form[0])))
    return replace(name, kind="person") if person else name


def read_glossary(path: Path) -> tuple[list[Known], list[str]]:
    """The names of a TSV or TBX file, and warnings about entries given twice.

    Raises InputError, with the line, for a broken line, for one that contradicts an earlier one, and for what is
    too long to be a name.
    """
    rows = list((_tbx_rows if path.suffix.lower() in (".tbx", ".xml") else _tsv_rows)(path))
    names: dict[str, tuple[int, Known]] = {}
    warnings = []
    for line, source, english, kind in rows:
        accepted = tuple(dict.fromkeys(s.strip() for s in english.split("|") if s.strip()))
        if max(len(source), *map(len, accepted)) > LONGEST:
            raise InputError(
                f"{path}, line {line}",
                f"has a name of more than {LONGEST} characters",
                "shorten or remove it",
            )
        key = normal_form(source)
        if key in names:
            before, known = names[key]
            if known.accepted != accepted:
                raise InputError(
                    f"{path}, line {line}",
                    f"{source} is {accepted[0]} here and {known.english} in line {before}",
                    "keep one line, with several accepted spellings separated by |",
                )
            warnings.append(f"{path}, line {line}: {source} was given in line {before} already")
            continue
        names[key] = (line, Known(accepted[0], accepted, (source,), kind, "glossary"))
    return [known for _, known in names.values()], warnings


def _tsv_rows(path: Path) -> Iterator[tuple[int, str, str, MentionKind]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            path, f"is not UTF-8 ({error.reason} at byte {error.start})", "save it as UTF-8"
        ) from None
    columns = ["source", "english", "kind"]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [uncell(cell.strip()) for cell in line.split("\t")]
        if cells[:1] == ["source"]:
            columns = [{"expected": "english", "target": "english"}.get(cell, cell) for cell in cells]
            continue
        where = f"{path}, line {number}"
        if len(cells) < 2:
            raise InputError(where, "has no tab", "write source<TAB>english[<TAB>kind]")
        row = dict(zip(columns, cells, strict=False))
        source, english, kind = row.get("source", ""), row.get("english", ""), row.get("kind") or "other"
        if not source or not english.strip(" |"):
            raise InputError(where, "has an empty name", "write source<TAB>english[<TAB>kind]")
        if kind not in _KINDS:
            raise InputError(where, f"has the unknown kind {kind!r}", f"use one of {', '.join(_KINDS)}")
        if not fold_letters(english):
            raise InputError(where, f"{english!r} holds no Latin letter", "write the English name second")
        yield number, source, english, kind  # type: ignore[misc]


def _tbx_rows(path: Path) -> Iterator[tuple[int, str, str, MentionKind]]:
    for entry in tbx.entries(path):
        sources = (*entry.terms.get("ja", ()), *entry.terms.get("zh", ()))
        if not entry.terms.get("en") or not sources:
            raise InputError(
                f"{path}, entry {entry.number}",
                "has no English or no Japanese or Chinese term",
                "complete or remove it",
            )
        kind = entry.subject if entry.subject in _KINDS else "other"
        for source in sources:
            yield entry.number, source, "|".join(entry.terms["en"]), kind  # type: ignore[misc]
