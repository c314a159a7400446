"""From an Akoma Ntoso or other XML document to a Text: headings, numbered provisions, paragraphs.

Only the meaning of the element names is used. Entities and DTDs are not loaded: a law has no need of them.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from qalqan.errors import DamagedFile, NotADocument
from qalqan.texts.reading.blocks import CELL, Block, Page, as_text, one_line
from qalqan.texts.text import PassageKind, Text

READER = "xml/1"
MEDIA_TYPE = "application/xml"
DEEPEST = 200
# Elements that are one block with all they hold.
KINDS: dict[str, PassageKind] = {
    "p": "paragraph", "para": "paragraph", "block": "paragraph", "listIntroduction": "paragraph",
    "listWrapUp": "paragraph",
    "heading": "heading", "subheading": "heading", "title": "heading", "docTitle": "heading", "longTitle": "paragraph",
    "crossHeading": "heading", "tr": "table", "table-row": "table", "remark": "footnote", "authorialNote": "footnote",
}  # fmt: skip
UNSEEN = frozenset({"meta", "num", "script", "style", "static-content", "layout-master-set", "bookmark-tree"})
INLINE = frozenset({
    "ref", "rref", "mref", "i", "b", "u", "a", "sup", "sub", "span", "term", "def", "abbr", "date", "docTitle",
    "docNumber", "docDate", "inline", "ins", "del", "eol", "br", "img", "noteRef", "basic-link", "leader",
    "page-number", "quantity", "person", "organization", "location",
})  # fmt: skip


def read_xml(data: bytes, name: str) -> Text:
    """The Text of an XML document. Raises DamagedFile where it is not well formed, NotADocument without words."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise DamagedFile(
            f"“{name}” is not well-formed XML: fetch it again, or save its text by another way."
        ) from broken
    blocks: list[Block] = []
    _walk(root, blocks, 0, None)
    if not blocks:
        raise NotADocument(f"“{name}” is XML without words: save what a reader sees of it as PDF, HTML or text.")
    return as_text(Page(blocks, _printed(root)), media_type=MEDIA_TYPE, reader=READER)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _walk(element: Any, blocks: list[Block], depth: int, number: str | None) -> str | None:
    """Adds the blocks of an element. `number` is the provision's own, put before its first block; else it returns."""
    name = _name(element)
    if not name or name in UNSEEN or depth > DEEPEST:
        return number
    own = next((child for child in element if _name(child) in ("num", "list-item-label")), None)
    if own is not None:
        number = one_line("".join(own.itertext())) or number
    if KINDS.get(name) in ("table", "footnote") or not _has_blocks(element):
        return _take(element, name, blocks, depth, number)
    if loose := one_line(element.text or ""):
        blocks.append(Block("paragraph", loose))
    for child in element:
        if _name(child) != "list-item-label":
            number = _walk(child, blocks, depth + 1, number)
            if loose := one_line(child.tail or ""):
                blocks.append(Block("paragraph", loose))
    return None if own is not None else number


def _has_blocks(element: Any) -> bool:
    return any(_name(child) not in INLINE and _name(child) not in UNSEEN for child in element if _name(child))


def _take(element: Any, name: str, blocks: list[Block], depth: int, number: str | None) -> str | None:
    kind = KINDS.get(name, "paragraph")
    if kind == "table":
        words = CELL.join(one_line(" ".join(cell.itertext())) for cell in element if _name(cell))
    else:
        words = one_line(" ".join(element.itertext()) if _has_blocks(element) else "".join(element.itertext()))
    if not words:
        return number
    if kind == "heading":
        blocks.append(Block("heading", f"{number} {words}" if number else words, max(1, min(6, depth // 2))))
    elif number and kind == "paragraph":
        blocks.append(Block("item", words, max(1, min(6, depth // 3)), None, number))
    else:
        blocks.append(Block(kind, words))
    return None


def _printed(root: Any) -> dict[str, str]:
    """What the metadata block says: the work's date, its language, its address."""
    printed: dict[str, str] = {}
    for element in root.iter():
        name = _name(element)
        if name == "FRBRWork":
            for child in element:
                if _name(child) == "FRBRuri" and child.get("value"):
                    printed.setdefault("uri", child.get("value"))
                if _name(child) == "FRBRdate" and child.get("date"):
                    printed.setdefault("published", child.get("date"))
        elif name == "FRBRlanguage" and element.get("language"):
            printed.setdefault("language", _two_letters(element.get("language")))
        elif name == "FRBRalias" and element.get("value"):
            printed.setdefault("title", element.get("value"))
    return {fact: said for fact, said in printed.items() if said}


def _two_letters(code: str) -> str:
    three = {"eng": "en", "rus": "ru", "kaz": "kk", "kir": "ky", "tgk": "tg", "uzb": "uz", "tuk": "tk", "fra": "fr"}
    return three.get(code, code)
