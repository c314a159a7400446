"""From a saved web page to a Text: what the page says, and apart from it what the page adds around it.

Menus, teasers, sign-up forms and the like become passages of kind chrome. They are told by tag, role, the words of
class and id, by lines that are links and nothing else, and by where they stand (`furniture.py`, data in `lexicon`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from qalqan.errors import DamagedFile, NotADocument
from qalqan.texts.reading.blocks import CELL, Block, Page, as_text, one_line
from qalqan.texts.reading.furniture import Found, is_footnotes, looks_like_furniture, mark_furniture
from qalqan.texts.reading.page_facts import printed_facts
from qalqan.texts.reading.sniffing import decoded
from qalqan.texts.reading.structure import at_markers, number_in_list
from qalqan.texts.text import PassageKind, Text

READER = "html/1"
NEVER_READ = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "select",
    "textarea", "datalist", "audio", "video", "map", "input",
]  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
})  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form", "button", "dialog", "menu", "search"})
_nesting = re.compile(
    r"</?(?!(?:p|li|br|hr|img|input|meta|link|td|tr|th|option|source|wbr|col|area|base)\b)[a-z]", re.I
)
DEEPEST = 4000  # nested elements; a page that goes deeper is not a page that a person wrote


@dataclass(slots=True)
class _Place:
    """Where the walk stands: what the elements around the words say of them."""

    kind: PassageKind = "paragraph"
    level: int | None = None
    marker: str | None = None
    furniture: str = ""  # why, where it is: tag, strong, weak
    items: int = 0  # depth of lists
    number: int = 0  # of the list item, in an ordered list
    numbered: str | None = None  # the type attribute of the ordered list around
    footnotes: bool = False
    in_text: bool = False  # inside the element that holds the page's text
    language: str | None = None


@dataclass(slots=True)
class _Walk:
    """Blocks found so far, and the words that will be the next one."""

    found: list[Found] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    is_note: bool = False
    hidden: int = 0
    footnotes: tuple[str, ...] = ()  # marks in the words so far that lead to footnotes

    def close(self, place: _Place) -> None:
        """The words gathered so far are a block."""
        text = "".join(self.words)
        linked, self.linked, self.words = self.linked, 0, []
        note, self.is_note = self.is_note, False
        footnotes, self.footnotes = self.footnotes, ()
        if not text or text.isspace():
            return
        kind: PassageKind = "footnote" if (note or place.footnotes) and place.kind != "heading" else place.kind
        for piece in at_markers(text):
            block = Block(kind, one_line(piece.words), place.level, None, piece.marker or place.marker, place.language)
            if piece.marker and kind == "paragraph":
                block.kind, block.level = "item", place.items + piece.level
            block.footnotes, footnotes = footnotes, ()
            place.marker = None
            if kind == "item" and self._goes_on(place):
                block.kind = "paragraph"
            if block.words:
                share = min(1.0, linked / max(1, len(one_line(text))))
                self.found.append(Found(block, place.furniture, share, place.in_text))
        if kind == "item":
            place.number = -1  # what follows in the same list item goes on in paragraphs

    def _goes_on(self, place: _Place) -> bool:
        return place.number == -1


def read_html(data: bytes, name: str) -> Text:
    """The Text of a saved page. Raises NotADocument without words on it, DamagedFile where it nests without end."""
    return as_text(page_of(data, name), media_type="text/html", reader=READER)


def page_of(data: bytes, name: str) -> Page:
    """The blocks of a page, for readers of files that hold pages (books, letters). Raises as `read_html` does."""
    source = decoded(data, name)
    if source.count("<") > DEEPEST and _depth(source) > DEEPEST:
        # Asked before parsing: the parser's time grows with the square of the depth.
        raise DamagedFile(f"“{name}” nests more than {DEEPEST} elements in each other: save its text by another way.")
    tree = LexborHTMLParser(source.replace("\x00", ""))
    printed = printed_facts(tree)
    tree.strip_tags(NEVER_READ)
    body = tree.body
    if body is None:
        raise NotADocument(f"“{name}” is a page without a body: save it again from the browser as a complete page.")
    walk = _walked(body, _element_of_text(tree, body))
    if not walk.found:
        raise NotADocument(f"“{name}” is a page without words: save it again after it has loaded in the browser.")
    mark_furniture(walk.found)
    notes = []
    if walk.hidden > 200:
        notes.append(f"Words that the page hides were left out ({walk.hidden} characters).")
    return Page([f.block for f in walk.found], printed, notes)


def _depth(source: str) -> int:
    """How deep elements nest at most, near enough: by tags that open and close, without those that never close."""
    depth = deepest = 0
    for tag in _nesting.finditer(source):
        depth = depth + 1 if tag[0][1] != "/" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _element_of_text(tree: LexborHTMLParser, body: LexborNode) -> LexborNode | None:
    """The one element that says it holds the page's text (main, an only article), if it holds a fair part of it."""
    whole = len(body.text(deep=True))
    for selector in ("[itemprop=articleBody]", "main", "[role=main]", "article"):
        elements = tree.css(selector)
        if len(elements) == 1 and len(elements[0].text(deep=True)) * 3 > whole:
            return elements[0]
    return None


def _walked(body: LexborNode, holder: LexborNode | None) -> _Walk:
    """All blocks of the page in reading order. Without recursion: pages nest as deep as their makers like."""
    walk = _Walk()
    whole = len(body.text(deep=True))
    holder_id = holder.mem_id if holder is not None else None
    places = [_Place(in_text=holder is None)]
    node: LexborNode | None = body.first_child
    nodes: list[LexborNode] = [body]
    while nodes:
        if node is None:
            node = _leave(nodes, places, walk)
            continue
        if node.is_text_node:
            _take_words(node, walk)
            node = node.next
            continue
        if not node.is_element_node or _is_done(node, places[-1], walk):
            node = node.next
            continue
        place = places[-1]
        tag = node.tag
        if tag in BLOCKS:
            walk.close(place)
            place = _entered(node, tag or "", place, whole)
            place.in_text = place.in_text or node.mem_id == holder_id
        nodes.append(node)
        places.append(place)
        node = node.first_child
    return walk


def _leave(nodes: list[LexborNode], places: list[_Place], walk: _Walk) -> LexborNode | None:
    """The walk goes up one element and on to its neighbour."""
    node, place = nodes.pop(), places.pop()
    if node.tag in BLOCKS:
        walk.close(place)
    return node.next if nodes else None


def _take_words(node: LexborNode, walk: _Walk) -> None:
    words = node.text_content or ""
    walk.words.append(words.replace("\n", " "))


def _is_done(node: LexborNode, place: _Place, walk: _Walk) -> bool:
    """Whether the element is dealt with here and the walk need not go into it."""
    tag = node.tag
    if tag == "br":
        walk.words.append("\n")
        return True
    if tag in ("img", "hr", "wbr"):
        if tag == "hr":
            walk.close(place)
        return True
    attributes = node.attributes
    if attributes and _is_hidden(attributes):
        walk.hidden += len(one_line(node.text(deep=True)))
        return True
    if tag in ("a", "sup"):
        return _is_link_done(node, tag, attributes, walk)
    if tag == "table" and _is_data(node):
        walk.close(place)
        _take_rows(node, place, walk)
        return True
    return False


def _is_link_done(node: LexborNode, tag: str, attributes: dict[str, str | None], walk: _Walk) -> bool:
    """Links are counted; the number that leads to a footnote or back from it is not part of the words."""
    if tag == "sup":
        link = node.css_first("a[href^='#']")
        if link is None or len(one_line(node.text(deep=True))) > 5:
            return False
        if any(not words.isspace() for words in walk.words):  # else it is the footnote's own mark
            walk.footnotes += (one_line(node.text(deep=True)).strip("[]()"),)
        return True
    words = one_line(node.text(deep=True))
    href = attributes.get("href") or ""
    if href.startswith("#"):
        if any(back in href.lower() for back in ("ftnref", "fnref", "footnote-ref", "sdfootnote")) and len(words) <= 6:
            walk.is_note = walk.is_note or not "".join(walk.words).strip()
            return True
        if any(to in href.lower() for to in ("ftn", "#fn", "footnote")) and len(words) <= 5:
            walk.footnotes += (words.strip("[]()"),)
            return True
    walk.linked += len(words)
    return False


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes.get("hidden") != "until-found":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _entered(node: LexborNode, tag: str, around: _Place, whole: int) -> _Place:
    """The place inside a block element, from the place around it and what the element says."""
    attributes = node.attributes
    place = _Place(
        around.kind, around.level, None, around.furniture, around.items, around.number, around.numbered,
        around.footnotes, around.in_text, around.language,
    )  # fmt: skip
    if "lang" in attributes and attributes["lang"]:
        place.language = attributes["lang"].split("-")[0].lower()
    if is_footnotes(attributes):
        place.footnotes, place.furniture = True, ""
    elif not place.furniture:
        place.furniture = _furniture(node, tag, attributes, around, whole)
    if tag in HEADINGS:
        place.kind, place.level = "heading", HEADINGS[tag]
    elif tag == "blockquote":
        place.kind, place.level = "quotation", None
    elif tag in ("ul", "ol", "menu", "dir"):
        place.items, place.numbered = around.items + 1, (attributes.get("type") or "1") if tag == "ol" else None
        place.number = int(start) - 1 if (start := attributes.get("start") or "").isdecimal() else 0
    elif tag == "li":
        _enter_item(place, around, attributes)
    return place


def _enter_item(place: _Place, around: _Place, attributes: dict[str, str | None]) -> None:
    value = attributes.get("value") or ""
    around.number = int(value) if value.isdecimal() else max(0, around.number) + 1
    place.kind, place.level, place.number = "item", max(1, place.items), 0
    place.marker = number_in_list(around.number, around.numbered) if around.numbered else "•"


def _furniture(node: LexborNode, tag: str, attributes: dict[str, str | None], around: _Place, whole: int) -> str:
    """Why the element is furniture: its tag or role, or the words of its class and id; empty where it is text."""
    why = "tag" if tag in FURNITURE_TAGS else ""
    if tag == "header" and not around.in_text and (node.css_first("nav,form,ul") or not node.css_first("h1,h2")):
        why = "tag"
    why = why or looks_like_furniture(attributes)
    if why and len(node.text(deep=True)) * 2 > whole and node.css_first("p,h1,h2,li,td,br"):
        return ""  # It holds most of the page: a name that misleads, or a whole page inside one form (ASP.NET).
    return why


def _is_data(table: LexborNode) -> bool:
    """Whether a table is one, and not the frame in which an old page is laid out."""
    attributes = table.attributes
    if attributes.get("role") in ("presentation", "none") or table.css_first("table table, h1, h2, form, ul, ol"):
        return False
    rows = table.css("tr")
    full = sum(len(_cells(row)) >= 2 for row in rows)
    return len(rows) >= 2 and full * 5 >= len(rows) * 3


def _cells(row: LexborNode) -> list[str]:
    return [one_line(cell.text(deep=True, separator=" ")) for cell in row.css("td,th")]


def _take_rows(table: LexborNode, place: _Place, walk: _Walk) -> None:
    for row in table.css("tr"):
        words = CELL.join(_cells(row)).strip(CELL)
        if words:
            linked = sum(len(link.text(deep=True)) for link in row.css("a"))
            block = Block("table", words, language=place.language)
            walk.found.append(Found(block, place.furniture, min(1.0, linked / len(words)), place.in_text))
