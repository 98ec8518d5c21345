"""Bilingual files as translation tools write them; the texts are ours, with a wrong amount in the second unit."""

from __future__ import annotations

XLIFF_12 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="line.html" source-language="ja-JP" target-language="en-US" datatype="html">
    <body>
      <trans-unit id="title"><source>久瀬川線、20日に再開</source><target state="final">Kusegawa Line to reopen on 20th</target></trans-unit>
      <group id="g">
        <trans-unit id="cost">
          <source>復旧の費用は<g id="1">約18億円</g>で、<x id="2"/>国が3分の2を負担する。</source>
          <target>Repairs cost <g id="1">about 1.8 million yen</g>, <bpt id="3">&lt;b&gt;</bpt>and the state<ept id="3">&lt;/b&gt;</ept> pays two-thirds.</target>
          <note from="translator">checked twice</note>
          <alt-trans><target>Repairs cost a lot.</target></alt-trans>
        </trans-unit>
      </group>
      <trans-unit id="copy"><source>運休は7月23日から続いている。</source><target>運休は7月23日から続いている。</target></trans-unit>
      <trans-unit id="new"><source>水位が基準を超えると、列車は自動的に止まる。</source></trans-unit>
    </body>
  </file>
</xliff>
"""  # noqa: E501

SDLXLIFF = """\ufeff<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0"><file original="line.docx" datatype="x-sdlfilterframework2" source-language="ja-JP" target-language="en-US"><header><sdl:ref-files/></header><body><trans-unit id="6d1f"><source>運休は7月23日から続いている。復旧の費用は約18億円だ。</source><seg-source><mrk mtype="seg" mid="1">運休は7月23日から続いている。</mrk><mrk mtype="seg" mid="2">復旧の費用は約18億円だ。</mrk></seg-source><target><mrk mtype="seg" mid="1">Service has been suspended since July 23.</mrk> <mrk mtype="seg" mid="2">Repairs cost about 1.8 million yen.</mrk></target><sdl:seg-defs><sdl:seg id="1" conf="Translated"/><sdl:seg id="2" conf="Draft"/></sdl:seg-defs></trans-unit></body></file></xliff>"""  # noqa: E501

MQXLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff">
  <file original="line.docx" source-language="ja" target-language="en-us" datatype="x-memoq" mq:documentid="1">
    <body>
      <trans-unit id="1" mq:status="ManuallyConfirmed" mq:segmentguid="a"><source xml:space="preserve">運休は7月23日から続いている。</source><target xml:space="preserve">Service has been suspended since July 23.</target></trans-unit>
      <trans-unit id="2" mq:status="ManuallyConfirmed" mq:segmentguid="b"><source xml:space="preserve">復旧の費用は<ph id="1">&lt;br/&gt;</ph>約18億円だ。</source><target xml:space="preserve">Repairs cost <ph id="1">&lt;br/&gt;</ph>about 1.8 million yen.</target></trans-unit>
    </body>
  </file>
</xliff>
"""  # noqa: E501

XLIFF_21 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" version="2.1" srcLang="ja" trgLang="en">
  <file id="f1">
    <unit id="u1">
      <segment id="s1"><source>運休は7月23日から続いている。</source><target>Service has been suspended since July 23.</target></segment>
      <ignorable><source> </source></ignorable>
      <segment id="s2"><source>復旧の費用は<pc id="1">約18億円</pc>だ。</source><target>Repairs cost <pc id="1">about 1.8 million yen</pc>.</target></segment>
    </unit>
    <unit id="u2">
      <notes><note id="n1" category="context">a caption</note></notes>
      <originalData><data id="d1">%s</data></originalData>
      <segment><source>1日<ph id="1" dataRef="d1"/>平均約900人が利用している。</source><target>About 900 people a day<ph id="1" dataRef="d1"/> use it.</target></segment>
    </unit>
  </file>
</xliff>
"""  # noqa: E501

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ja" datatype="plaintext"/>
  <body>
    <tu tuid="a1">
      <note>from the archive</note>
      <tuv xml:lang="de"><seg>Der Verkehr ruht seit dem 23. Juli.</seg></tuv>
      <tuv xml:lang="en"><seg>Service has been suspended since July 23.</seg></tuv>
      <tuv xml:lang="ja"><seg>運休は7月23日から続いている。</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="ja"><seg>復旧の費用は<bpt i="1">&lt;b&gt;</bpt>約18億円<ept i="1">&lt;/b&gt;</ept>だ。</seg></tuv>
      <tuv xml:lang="en"><seg>Repairs cost <hi>about 1.8 million yen</hi>.</seg></tuv>
    </tu>
  </body>
</tmx>
"""  # noqa: E501

PO = """msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# as on the board
msgctxt "board"
msgid "Service has been suspended since July 23."
msgstr "運休は7月23日から続いている。"

#, fuzzy
msgid "Repairs cost about 1.8 million yen."
msgstr "復旧の費用は約18億円だ。"

msgid "Trains stop automatically."
msgstr ""
"""

TSV = "運休は7月23日から続いている。\tService has been suspended since July 23.\n復旧の費用は約18億円だ。\tRepairs cost about 1.8 million yen.\n"  # noqa: E501
CSV = 'key,en,ja\nboard,"Service, for now, has been suspended since July 23.",運休は当面7月23日から続いている。\ncost,Repairs cost about 1.8 million yen.,復旧の費用は約18億円だ。\n'  # noqa: E501
