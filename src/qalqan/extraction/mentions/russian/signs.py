"""By what a name is known in Russian: each word of a text with the signs that the tagger weighs.

The signs speak of form, grammar, the word lists of `texts/lexicon/ru_names.yaml` and of what else the same text does with
the word. No sign is a word itself but for prepositions and endings of at most three letters, so no sentence and no name (but
an abbreviation as short) of the texts from which the weights were learnt is in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qalqan.extraction.mentions.russian.words import Word, in_phrases

REACH = 7  # words an organisation's name may run on from its first noun
_LINKS = frozenset(
    ("по", "и", "в", "во", "о", "об", "за", "при", "с", "на", "против", "для", "имени", "им", "без", "из")
)


def add_signs(sentences: Sequence[Sequence[Word]]) -> None:
    """Gives every word of a text its signs."""
    text = _TextFacts(sentences)
    for words in sentences:
        marks = _between_marks(words)
        quoted = _quoted(words, marks)
        listed = _listed(words, marks)
        heads = _heads(words)
        known = in_phrases(words)
        for n, word in enumerate(words):
            word.signs = [*_signs(words, n, text, quoted[n], heads[n]), *listed.get(n, ())]
            if known[n]:
                word.signs += [f"known={known[n]}", f"known|{known[n]}{word.shape}"]


class _TextFacts:
    """What the whole text does with a stem: written small, beside a given name, in capitals inside a sentence."""

    def __init__(self, sentences: Sequence[Sequence[Word]]) -> None:
        self.small: set[str] = set()
        self.inside: Counter[str] = Counter()
        self.personal: set[str] = set()
        self.quoted: set[str] = set()
        self.told: set[str] = set()
        for words in sentences:
            for n, word in enumerate(words):
                if word.shape == "a":
                    self.small.add(word.stem)
                elif word.shape[0] == "A":
                    if n and words[n - 1].shape not in '«"—-:':
                        self.inside[word.stem] += 1
                    before = words[n - 1] if n else None
                    if before is not None and (
                        ("N" in before.kinds and before.shape == "Aa")
                        or (before.form == "." and n > 1 and words[n - 2].shape == "I")
                    ):
                        self.personal.add(word.stem)
                        if before.shape == "Aa":
                            self.personal.add(before.stem)
                    if (
                        before is not None
                        and ("roles" in before.classes or "kin" in before.classes)
                        and before.shape == "a"
                    ):
                        self.told.add(word.stem)
                    if before is not None and before.shape in '«"':
                        self.quoted.add(word.stem)


def _between_marks(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The places of the quotation marks that open and close, in pairs."""
    out = []
    opened = -1
    for n, word in enumerate(words):
        if opened >= 0 and (word.shape == "»" or word.form == '"'):
            out.append((opened, n))
            opened = -1
        elif word.shape == "«" or word.form == '"':
            opened = n
    return out


def _quoted(words: Sequence[Word], marks: Sequence[tuple[int, int]]) -> list[str]:
    """For each word whether it stands in quotation marks, and how far the closing one is."""
    out = [""] * len(words)
    for opens, closes in marks:
        for k in range(opens + 1, closes):
            out[k] = f"q{min(closes - opens - 1, 6)}"
    return out


def _listed(words: Sequence[Word], marks: Sequence[tuple[int, int]]) -> dict[int, list[str]]:
    """What stands before a row of quoted names says what each is: "в кинотеатрах «А», «Б» и «В»", "такие картины, как «А»"."""
    opened_by = {closes: opens for opens, closes in marks}
    out: dict[int, list[str]] = {}
    for opens, closes in marks:
        at = opens - 1
        while (before := _name_before(words, at, opened_by)) is not None:
            at = before - 1
        told = at >= 0 and words[at].form.lower() in ("как", ":")
        if at == opens - 1 and not told:
            continue  # the first of its row has what stands before it among its own signs
        kinds = [name for k in range(at, max(-1, at - (4 if told else 3)), -1) for name in words[k].classes]
        row = [f"qlist={name}" for name in dict.fromkeys(kinds)]
        for k in range(opens + 1, closes):
            out[k] = row if at == opens - 1 else ["qlist", *row]
    return out


def _name_before(words: Sequence[Word], at: int, opened_by: dict[int, int]) -> int | None:
    """Where a quoted name opens that only a comma or "и" divides from the next; None where there is none."""
    if at < 0 or words[at].form not in (",", "и"):
        return None
    for closes in (at - 1, at - 2) if words[at - 1].form == "," else (at - 1,):
        if closes in opened_by:
            return opened_by[closes]
    return None


def _heads(words: Sequence[Word]) -> list[tuple[str, str, str]]:
    """For each word: how far before it the noun that an organisation's name begins with, and how far after it one."""
    back: list[str] = []
    which: list[str] = []
    at, links = -99, 0
    for n, word in enumerate(words):
        if at >= 0 and n - at <= REACH:
            back.append(f"{n - at}{'l' if links else ''}")
            which.append(next(name for name in words[at].classes if name.startswith("heads-")))
        else:
            back.append("")
            which.append("")
        if "heads" in word.classes and "NOUN" in word.grammar:
            at, links = n, 0
        elif at >= 0 and not _goes_on(word):
            at = -99
        elif word.form.lower() in _LINKS:
            links += 1
    ahead = [""] * len(words)
    for n, word in enumerate(words):
        if "heads" not in word.classes:
            continue
        k = n - 1
        while (
            k >= 0
            and n - k <= 4
            and ("ADJF" in words[k].grammar or words[k].shape == "A-")
            and (words[k].cases & word.cases)
        ):
            ahead[k] = str(n - k)
            k -= 1
    return list(zip(back, ahead, which, strict=True))


def _goes_on(word: Word) -> bool:
    if word.shape[0] in "AI«»" or word.form in ('"', "№", "."):
        return True
    return "gent" in word.cases or word.form.lower() in _LINKS or "ADJF" in word.grammar or "NOUN" in word.grammar


def _signs(words: Sequence[Word], n: int, text: _TextFacts, quoted: str, head: tuple[str, str, str]) -> list[str]:
    word = words[n]
    out = ["*", f"s={word.shape}", f"g={word.grammar}", f"k={word.kinds}"]
    if word.latin:
        out.append("latin")
    out += [f"c={name}" for name in word.classes]
    out += [f"c={name}|{word.shape}" for name in word.classes]
    if not n:
        out += ["first", f"first|{word.kinds}|{word.shape}"]
    if quoted:
        out += [f"q={quoted}", f"q|{word.shape}"]
        if n and words[n - 1].shape in '«"':
            out.append(f"qopen|{_form(words, n - 2)}|{quoted}")
            out += [f"qafter={name}" for name in _classes_at(words, n - 2)]
            out += [f"qafter2={name}" for name in _classes_at(words, n - 3)]
    back, ahead, which = head
    if back:
        out += [
            f"back={back}",
            f"back|{word.shape}|{back[-1] == 'l'}",
            f"back|{word.grammar}|{'gent' in word.cases}",
            f"back|k{word.kinds}",
        ]
        out += [f"back|c={name}" for name in word.classes]
        out += [f"of={which}|{back[0]}", f"of={which}|{word.shape}|{'gent' in word.cases}", f"of={which}|k{word.kinds}"]
    if ahead:
        out += [f"ahead={ahead}", f"ahead|{word.shape}"]
        out += [f"ahead|c={name}" for name in word.classes]
    if word.shape[0] == "A":
        out += _capital_signs(words, n, text)
    elif word.shape == "a" and "heads" in word.classes:
        out += _head_signs(words, n)
    for away in (-2, -1, 1, 2):
        out += _beside(words, n, away)
    if "I" in (word.shape, _shape(words, n - 1), _shape(words, n - 2)):
        out.append("initial=" + "".join(_shape(words, k)[:1] for k in range(n - 2, n + 3)))
    out.append(f"s3={_shape(words, n - 1)}|{word.shape}|{_shape(words, n + 1)}")
    out.append(f"k2={_kind(words, n - 1)}|{word.kinds}|{word.shape}")
    out.append(f"k3={word.kinds}|{_kind(words, n + 1)}|{word.shape}")
    if n and word.cases and words[n - 1].cases:
        same = bool(word.cases & words[n - 1].cases)
        out.append(f"agree={same}|{_shape(words, n - 1)}|{word.shape}|{words[n - 1].grammar[:4]}")
    return out


def _capital_signs(words: Sequence[Word], n: int, text: _TextFacts) -> list[str]:
    word = words[n]
    low = word.form.lower()
    out = [f"e2={low[-2:]}", f"e3={low[-3:]}", f"len={min(len(low), 8)}"]
    state = ("p" if word.stem in text.personal else "") + ("t" if word.stem in text.told else "")
    state += ("s" if word.stem in text.small else "") + ("q" if word.stem in text.quoted else "")
    state += "i" if text.inside[word.stem] else ""
    out += [f"text={state}", f"text|{word.kinds}={state}", f"text|{word.shape}={state}"]
    if not n:
        out.append(f"first|text={state}")
    if n:
        out.append(f"text-1={state}|{_shape(words, n - 1)}")
        before = words[n - 1]
        if before.shape[0] == "A" and before.stem in text.personal:
            out.append("after-personal")
    after = words[n + 1] if n + 1 < len(words) else None
    if after is not None and after.stem in text.personal and after.shape[0] == "A":
        out.append("before-personal")
    return out


def _head_signs(words: Sequence[Word], n: int) -> list[str]:
    out = []
    after = words[n + 1] if n + 1 < len(words) else None
    if after is not None:
        gent = "gent" in after.cases
        out += [f"head>{after.shape}|{gent}", f"head>{after.kinds}", f"head>{after.shape}|{words[n].classes}"]
        out += [f"head>c={name}|{gent}" for name in after.classes]
        if after.shape == "a" and gent and n + 2 < len(words):
            out.append(f"head>>{words[n + 2].shape}|{'gent' in words[n + 2].cases}")
    if "bodies" in words[n].classes:
        out.append(f"body|{words[n].grammar}")
    return out


def _beside(words: Sequence[Word], n: int, away: int) -> list[str]:
    k = n + away
    if not 0 <= k < len(words):
        return [f"{away}:none"]
    word = words[k]
    mine = words[n].shape
    out = [f"{away}:s={word.shape}|{mine}", f"{away}:g={word.grammar}|{mine[0]}", f"{away}:k={word.kinds}|{mine[0]}"]
    out += [f"{away}:c={name}|{mine[0]}" for name in word.classes]
    if word.shape == "a" and abs(away) == 1 and (word.form in _LINKS or len(word.form) == 1):
        out.append(f"{away}:w={word.form}|{mine[0]}")
    return out


def _form(words: Sequence[Word], n: int) -> str:
    return words[n].grammar[:4] if 0 <= n < len(words) else ""


def _shape(words: Sequence[Word], n: int) -> str:
    return words[n].shape if 0 <= n < len(words) else ""


def _kind(words: Sequence[Word], n: int) -> str:
    return words[n].kinds if 0 <= n < len(words) else ""


def _classes_at(words: Sequence[Word], n: int) -> tuple[str, ...]:
    return words[n].classes if 0 <= n < len(words) else ()
