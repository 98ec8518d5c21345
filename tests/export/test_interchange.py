"""What is written for other tools is valid, opens in them, and reads back."""

from __future__ import annotations

import json

import pytest

from align.errors import InputError
from align.export import FORMATS, Selection, read_aligned, write
from align.formats.cells import cell, uncell

# The TMX 1.4b document type in our own words: what may stand where, and which attributes must.
TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT tu ((note | prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED> <!ELEMENT note (#PCDATA)>
<!ELEMENT tuv ((note | prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)> <!ELEMENT ude EMPTY>
"""
# What XLIFF 2.1 says of the elements that are written (core and metadata module), in our own words, after
# https://docs.oasis-open.org/xliff/xliff-core/v2.1/: order, attributes and their types, unique ids.
XLIFF_CORE = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:oasis:names:tc:xliff:document:2.0"
  xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" targetNamespace="urn:oasis:names:tc:xliff:document:2.0"
  elementFormDefault="qualified">
<xs:import namespace="urn:oasis:names:tc:xliff:metadata:2.0" schemaLocation="metadata.xsd"/>
<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>
<xs:element name="xliff">
  <xs:complexType><xs:sequence><xs:element name="file" type="file" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="version" use="required"><xs:simpleType><xs:restriction base="xs:NMTOKEN">
      <xs:enumeration value="2.0"/><xs:enumeration value="2.1"/></xs:restriction></xs:simpleType></xs:attribute>
    <xs:attribute name="srcLang" type="xs:language" use="required"/>
    <xs:attribute name="trgLang" type="xs:language"/></xs:complexType>
  <xs:unique name="files"><xs:selector xpath="*"/><xs:field xpath="@id"/></xs:unique></xs:element>
<xs:complexType name="file"><xs:sequence>
  <xs:element name="unit" type="unit" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="id" type="xs:NMTOKEN" use="required"/><xs:attribute name="original" type="xs:string"/>
</xs:complexType>
<xs:complexType name="unit"><xs:sequence>
  <xs:element ref="mda:metadata" minOccurs="0"/>
  <xs:element name="segment" type="segment" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="id" type="xs:NMTOKEN" use="required"/></xs:complexType>
<xs:complexType name="segment"><xs:sequence>
  <xs:element name="source" type="content"/><xs:element name="target" type="content" minOccurs="0"/></xs:sequence>
  <xs:attribute name="id" type="xs:NMTOKEN"/>
  <xs:attribute name="state"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="initial"/>
    <xs:enumeration value="translated"/><xs:enumeration value="reviewed"/><xs:enumeration value="final"/>
  </xs:restriction></xs:simpleType></xs:attribute></xs:complexType>
<xs:complexType name="content"><xs:simpleContent><xs:extension base="xs:string">
  <xs:attribute ref="xml:lang"/><xs:attribute ref="xml:space"/></xs:extension></xs:simpleContent></xs:complexType>
</xs:schema>"""
XLIFF_METADATA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:oasis:names:tc:xliff:metadata:2.0"
  targetNamespace="urn:oasis:names:tc:xliff:metadata:2.0" elementFormDefault="qualified">
<xs:element name="metadata"><xs:complexType><xs:sequence>
  <xs:element ref="metaGroup" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="id" type="xs:NMTOKEN"/></xs:complexType></xs:element>
<xs:element name="metaGroup"><xs:complexType><xs:choice maxOccurs="unbounded">
  <xs:element ref="metaGroup"/><xs:element name="meta"><xs:complexType><xs:simpleContent>
    <xs:extension base="xs:string"><xs:attribute name="type" type="xs:string" use="required"/></xs:extension>
  </xs:simpleContent></xs:complexType></xs:element></xs:choice>
  <xs:attribute name="id" type="xs:NMTOKEN"/><xs:attribute name="category" type="xs:string"/>
</xs:complexType></xs:element></xs:schema>"""
XML_NAMES = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/>
<xs:attribute name="space"><xs:simpleType><xs:restriction base="xs:NCName"><xs:enumeration value="default"/>
  <xs:enumeration value="preserve"/></xs:restriction></xs:simpleType></xs:attribute></xs:schema>"""
BEADS = 11 * 3


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "moses"])
def test_every_format_is_written_and_counted(tmp_path, reports, format):
    counts = write(reports, format, tmp_path / "out")
    left_out = counts.get("beads of train whose text is also in validation or test", 0)
    assert counts["beads"] + left_out == BEADS
    assert counts["pairs that forbid redistribution"] == 1


def test_tmx_is_valid_and_opens_in_translate_toolkit(tmp_path, reports):
    from io import StringIO

    from lxml import etree
    from translate.storage.tmx import tmxfile

    write(reports, "tmx", tmp_path / "out.tmx")
    document = etree.parse(tmp_path / "out.tmx", etree.XMLParser(resolve_entities=False, load_dtd=False))
    dtd = etree.DTD(StringIO(TMX_DTD))
    assert dtd.validate(document), dtd.error_log.filter_from_errors()
    with (tmp_path / "out.tmx").open("rb") as stream:
        units = tmxfile(stream, "ja", "en").units
    assert len(units) == BEADS
    assert (units[1].source, units[1].target) == ("予算は20億ドルに上る。", "The budget is $2 million.")


def test_xliff_has_one_file_a_language_pair_and_opens_in_translate_toolkit(tmp_path, reports):
    from translate.storage.xliff2 import Xliff2File

    write(reports, "xliff", tmp_path / "out.xlf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.ja-en.xlf", "out.zh-en.xlf"]
    with (tmp_path / "out.ja-en.xlf").open("rb") as stream:
        units = [unit for unit in Xliff2File(stream).units if unit.source]
    assert len(units) == 30
    assert (units[1].source, units[1].target) == ("予算は20億ドルに上る。", "The budget is $2 million.")


@pytest.fixture(scope="module")
def xliff_schema(tmp_path_factory):
    import xmlschema

    folder = tmp_path_factory.mktemp("xliff")
    for name, text in (("core", XLIFF_CORE), ("metadata", XLIFF_METADATA), ("xml", XML_NAMES)):
        (folder / f"{name}.xsd").write_text(text)
    return xmlschema.XMLSchema10(str(folder / "core.xsd"))


def test_xliff_is_built_as_the_standard_says(tmp_path, reports, xliff_schema):
    write(reports, "xliff", tmp_path / "out.xlf")
    for path in tmp_path.glob("*.xlf"):
        xliff_schema.validate(str(path))
    written = (tmp_path / "out.ja-en.xlf").read_text("utf-8")
    for wrong in (
        written.replace('version="2.1"', 'version="1.2"'),
        written.replace('id="f1"', 'id="f0"', 1),
        written.replace("<segment ", "<note>x</note><segment ", 1),
        written.replace('state="translated"', 'state="done"', 1),
    ):
        assert wrong != written
        assert not xliff_schema.is_valid(wrong)


def test_moses_files_are_parallel(tmp_path, reports):
    write(reports, "moses", tmp_path / "corpus")
    lines = {path.name: path.read_text("utf-8").splitlines() for path in tmp_path.iterdir()}
    assert sorted(lines) == [
        f"corpus.{pair}-en.{end}" for pair in ("ja", "zh") for end in sorted(("en", "ids", pair))
    ]
    assert (
        len(lines["corpus.ja-en.ja"]) == len(lines["corpus.ja-en.en"]) == len(lines["corpus.ja-en.ids"]) == 30
    )
    back = list(read_aligned(tmp_path / "corpus.ja-en.ja", tmp_path / "corpus.ja-en.en"))
    assert (back[0].source.language, back[0].target.language) == ("ja", "en")


@pytest.mark.parametrize("format", ["tmx", "tsv", "jsonl", "xliff"])
def test_what_is_written_reads_back(tmp_path, reports, format):
    path = tmp_path / f"out.{format}"
    write(reports[:5], format, path)
    back = list(read_aligned(path))
    assert [report.target.id for report in back] == [f"r{n}|ja/s{n}" for n in range(5)]
    for before, after in zip(reports, back, strict=False):
        assert (after.source.language, after.target.language) == ("ja", "en")
        assert [sentence.text for sentence in after.source_sentences[:2]] == [
            sentence.text for sentence in before.source_sentences[:2]
        ]
        for sentence in after.target_sentences:
            assert after.target.text[sentence.start : sentence.end] == sentence.text
        assert [round(bead.score, 4) for bead in after.beads] == [0.95, 0.9, 0.4]


def test_traditional_and_simplified_chinese_keep_their_names(tmp_path, reports):
    from dataclasses import replace

    traditional = replace(reports[10], source=replace(reports[10].source, language="zh-Hant"))
    write([reports[10]], "tmx", tmp_path / "hans.tmx")
    write([traditional], "tmx", tmp_path / "hant.tmx")
    assert next(read_aligned(tmp_path / "hans.tmx")).source.language == "zh"
    assert next(read_aligned(tmp_path / "hant.tmx")).source.language == "zh-Hant"


@pytest.mark.parametrize("value", ["=1+1", "+49 30", "-5", "@home", "'quoted'", "'=x", "plain", "東京", ""])
def test_no_cell_is_a_formula_and_every_cell_reads_back(value):
    assert not cell(value).startswith(("=", "+", "-", "@"))
    assert uncell(cell(value)) == value


@pytest.mark.parametrize("value", ["a\tb", "a\nb", "a\r\nb", "a\u2028b", "\t=1"])
def test_a_cell_is_one_line(value):
    assert len(f"{cell(value)}\tx".splitlines()) == 1
    assert cell(value).count("\t") == 0


@pytest.mark.parametrize("format", ["tmx", "xliff"])
def test_characters_that_xml_cannot_carry_are_replaced(tmp_path, make_report, format):
    odd = make_report(1, source_texts=["a\x00b\x1f<&>\ud800", "二", "三"])
    write([odd], format, tmp_path / f"out.{format}")
    back = next(read_aligned(tmp_path / f"out.{format}"))
    assert back.source_sentences[0].text == "a\ufffdb\ufffd<&>\ufffd"


BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "secret.txt">]>'
REMOTE = '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;]>'


@pytest.mark.parametrize("suffix", ["tmx", "xliff"])
@pytest.mark.parametrize(
    "start", [BOMB, OUTSIDE, REMOTE], ids=["billion laughs", "external entity", "parameter entity"]
)
def test_entities_are_refused(tmp_path, start, suffix):
    path = tmp_path / f"bad.{suffix}"
    path.write_text(
        f'<?xml version="1.0"?>{start}<tmx><body><tu><tuv><seg>&b;&x;</seg></tuv></tu></body></tmx>'
    )
    with pytest.raises(InputError, match=r"entities|well-formed"):
        list(read_aligned(path))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.tmx", "<tmx><body>", "not well-formed"),
        ("a.tmx", "<html/>", "its root is <html>"),
        (
            "a.tmx",
            '<tmx><body><tu><tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>',
            "none of its 1 units has both languages",
        ),
        (
            "a.tmx",
            "<tmx><body><tu><tuv><seg>a</seg></tuv></tu></body></tmx>",
            "none of its 1 units has both languages",
        ),
        ("a.xlf", '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "names no srcLang"),
        ("a.tsv", "source_text\ttarget_text\nonly one\n", "line 2 has 1 column"),
        ("a.tsv", "one\ttwo\nthree\n", "line 2 has 1 column"),
        ("a.tsv", "source_text\ttarget_text\tscore\na\tb\thigh\n", "'high' is no number"),
        ("a.jsonl", "{}", "line 1 holds no pair"),
        ("a.jsonl", "[" * 100_000, "line 1 is not JSON"),
        ("a.docx", "", "no known form"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, name, content, reason):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=reason) as caught:
        list(read_aligned(tmp_path / name))
    assert name in str(caught.value)


def test_moses_files_of_unequal_length_are_refused(tmp_path):
    (tmp_path / "c.ja").write_text("一\n二\n")
    (tmp_path / "c.en").write_text("one\n")
    with pytest.raises(InputError, match=r"has 2 lines, but c\.en has 1"):
        list(read_aligned(tmp_path / "c.ja", tmp_path / "c.en"))


def test_half_a_character_is_a_space(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"translation": {"ja": "a\\ud800b", "en": "x"}}\n')
    reports = list(read_aligned(tmp_path / "x.jsonl"))
    assert reports[0].source.text == "a b"
    assert write(reports, "tsv", tmp_path / "out.tsv") == {"beads": 1}


def test_a_corpus_without_documents_is_cut_into_some(tmp_path):
    records = [{"translation": {"en": f"Number {n}.", "ja": f"{n}番。"}} for n in range(1200)]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, records)))
    back = list(read_aligned(tmp_path / "c.jsonl"))
    assert [len(report.beads) for report in back] == [500, 500, 200]
    assert (back[0].source.language, back[0].target.language) == ("ja", "en")


@pytest.mark.parametrize("format", ["tmx", "xliff", "tsv", "moses"])
def test_formats_of_text_cannot_do_without_it(tmp_path, reports, format):
    with pytest.raises(InputError, match="cannot be written without text"):
        write(reports, format, tmp_path / "out", Selection(text="none"))


def test_unknown_formats_are_named(tmp_path, reports):
    with pytest.raises(InputError, match="choose one of hf"):
        write(reports, "csv", tmp_path / "out")


def test_existing_files_stay(tmp_path, reports):
    (tmp_path / "out.tmx").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write(reports, "tmx", tmp_path / "out.tmx")
    write(reports, "tmx", tmp_path / "out.tmx", overwrite=True)
    assert (tmp_path / "out.tmx").read_text() != "mine"
