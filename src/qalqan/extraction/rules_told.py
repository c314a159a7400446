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

# What everybody may, what is forbidden or allowed to all, what is asked for, what would be: nobody did it.
_FOR_ALL = re.compile(
    r"никто не (?:может|должен|вправе)\b|не должно быть\b|(?:следует|необходимо|надлежит|требуется)\s\w+ть\b|(?:в случае|при угрозе|если бы)\s"
    r"|(?:(?:кажд|люб)\w+\s)?(?:задержанн|арестованн|обвиняем|осужд[её]нн|подозреваем|подсудим|заключ[её]нн)\w+\s(?:имеет право|имеют право|вправе)\b"
    r"|(?:законодательств|конституци|уголовн\w+ кодекс)\w*\s(?:не\s)?(?:разреша|запреща|допуска|предусматрива|гарантиру|позволя)\w+"
)
_IS_FORBIDDEN = re.compile(
    r"\b(?:запрещен[аоы]?|запрещ[её]н)\s(?:стать[её]й|конвенцией|конституцией|законом|законодательством|международным|уголовным кодексом)\b"
    r"|\b(?:допускается|допускаются|применяется|применяются)\s(?:только|лишь|исключительно)\b"
    r"|\b(?:проводится|производится|осуществляется)\s(?:только\s)?(?:на основании|по решению|с санкции)\b|\bустановлена\s(?:\w+\s)?ответственность\b"
)
# A meeting or a paper on a subject, and what was looked for and not found.
_ON_A_SUBJECT = re.compile(
    r"(?:кругл\w+ стол|семинар|конференци\w|тренинг|доклад|исследование|рабочая группа|комитет)\s(?:\w+\s)?(?:о|об|по|посвящ[её]н\w*)\s"
)
_NONE_FOUND = re.compile(
    r"\b(?:фактов|случаев|признаков|жалоб|сообщений)\s[^.;,]{0,60}\sне\s(?:выявлено|установлено|зарегистрировано|зафиксировано|обнаружено|поступило|поступало)\b"
)
# "Хотя пытки запрещены, его пытали": the rule is told beside what was done.
_ALTHOUGH = re.compile(r"\b(?:хотя|несмотря на|вопреки)\b")


def tells_a_rule(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence says what a law, or a part of one, allows, forbids, demands or lays down."""
    if (sentence.passage.language or context.language) != "ru":
        return False
    if _LAW_SAYS.match(context.folded, sentence.start, sentence.end):
        return True
    if any(
        one.match(context.folded, sentence.start, sentence.end) for one in (_AS_A_NORM_SAYS, _FOR_ALL, _ON_A_SUBJECT)
    ):
        return True
    if _ALTHOUGH.search(context.folded, sentence.start, sentence.end):
        return False
    return any(
        one.search(context.folded, sentence.start, sentence.end) for one in (_IS_LAID_DOWN, _IS_FORBIDDEN, _NONE_FOUND)
    )
