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
        quoted = _quoted(words)
        heads = _heads(words)
        known = in_phrases(words)
        for n, word in enumerate(words):
            word.signs = _signs(words, n, text, quoted[n], heads[n])
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


def _quoted(words: Sequence[Word]) -> list[str]:
    """For each word whether it stands in quotation marks, and how far the closing one is."""
    out = [""] * len(words)
    opened = -1
    for n, word in enumerate(words):
        opens = word.shape == "«" or (word.form == '"' and opened < 0)
        closes = opened >= 0 and (word.shape == "»" or word.form == '"') and not (word.shape == "«" and opened < 0)
        if closes and n > opened:
            length = n - opened - 1
            for k in range(opened + 1, n):
                out[k] = f"q{min(length, 6)}"
            opened = -1
        elif opens:
            opened = n
    return out


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
