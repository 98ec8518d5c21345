"""XML that is read and written again: nothing outside it is looked at, no entity is resolved."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from lxml import etree

from align.errors import InputError

Element = etree._Element
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(data: bytes, subject: object) -> etree._ElementTree:
    """The tree of an XML file. Raises InputError for one that is broken or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(subject, f"is not well-formed XML ({error})", "mend the file") from None
    tree = root.getroottree()
    subset: Any = tree.docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(subject, "declares entities", "only self-contained XML is read")
    return tree


def serialized(tree: etree._ElementTree, data: bytes) -> bytes:
    """The tree as a file in the encoding it had, with its own declaration, document type and byte order mark."""
    head = _HEAD.match(data)
    before = head.group() if head else b""
    written: Any = etree.tostring(tree, encoding=tree.docinfo.encoding or "UTF-8", xml_declaration=False)
    after = b"\n" if data.endswith(b"\n") and not written.endswith(b"\n") else b""
    whole: bytes = before + written + after
    return whole


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element, in the braces that go before a name; empty for none."""
    uri = etree.QName(element).namespace
    return f"{{{uri}}}" if uri else ""


def text_of(element: Element, codes: Container[str]) -> str:
    """The text a reader sees: that of elements named in ``codes`` is markup of the document and left out."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name and name not in codes:
            parts.append(text_of(child, codes))
        parts.append(child.tail or "")
    return "".join(parts)


def children(element: Element, *names: str) -> list[Element]:
    """An element's children of these names, whatever their namespace."""
    return [child for child in element if local(child) in names]


def removed(element: Element) -> None:
    """Take an element out and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
