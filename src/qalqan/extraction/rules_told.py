"""Sentences that tell what a law says and not what was done: «Статья 9 запрещает …», «законопроект вводит штрафы».

Russian only: its laws speak in the present tense. What may be done under a rule is a provision (`provisions.py`).
"""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence

_LAW_SAYS = re.compile(
    r"(?:(?:кроме того|также|при этом|наконец|согласно проекту),?\s)?(?:(?:нов|эт|предлагаем|указанн|данн)\w{2,3}\s)?"
    r"(?:стать[яи]|пункт|часть|норма|документ|закон|законопроект|проект(?:\s(?:закона|кодекса))?|поправк[аи]|кодекс|конвенция|положени[ея])\b"
    r"[^.;]{0,110}?\s(?:не\s)?(?:запреща|допуска|наделя|обязыва|предусматрива|устанавлива|гарантиру|позволя|вводи|вводя|разреша|требу|предписыва"
    r"|определя|предоставля|криминализу|увеличива|расширя)\w*"
)


def tells_a_rule(context: Context, sentence: Sentence) -> bool:
    """Whether the subject of a sentence is a law, or a part of one, that allows, forbids or demands something."""
    if (sentence.passage.language or context.language) != "ru":
        return False
    return _LAW_SAYS.match(context.folded, sentence.start, sentence.end) is not None
