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
_AS_A_NORM_SAYS = re.compile(
    r"(?:согласно|в соответствии с(?:о)?)\s(?:\w+\s){0,3}(?:стать|принцип|закон|конвенци|пакт|конституци|кодекс|правил|стандарт)\w*[^.]{0,200}?"
    r"\s(?:должн[ыоа]|должен|не могут|не может|запрещ\w+|обязан\w?|вправе|име[ею]т право)\b"
)
_IS_LAID_DOWN = re.compile(
    r"\b(?:предусмотрен[аоы]?|карается|наказывается|влеч[её]т(?:\sза\sсобой)?|полагается)\s(?:\w+\s){0,3}(?:арест|штраф|лишени|наказани|ответственност|взыскани)"
)


def tells_a_rule(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence says what a law, or a part of one, allows, forbids, demands or lays down."""
    if (sentence.passage.language or context.language) != "ru":
        return False
    if _LAW_SAYS.match(context.folded, sentence.start, sentence.end):
        return True
    if _AS_A_NORM_SAYS.match(context.folded, sentence.start, sentence.end):
        return True
    return _IS_LAID_DOWN.search(context.folded, sentence.start, sentence.end) is not None
