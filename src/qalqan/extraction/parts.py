"""The part of a sentence that a verb stands in: "On 3 May A was fined, and on 6 May B was detained" has two."""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.texts.dates import DateFound

DIVIDER = re.compile(r";\s|,\s(?:and|but|while|whereas|а|но|и|тогда как|а затем|and then)\s")


def dates_of_part(context: Context, sentence: Sentence, hit: Hit, dates: list[DateFound]) -> list[DateFound]:
    """Of some dates of a sentence those that stand in the same part as a verb; all where none does or it has one part."""
    if len(dates) < 2:
        return dates
    start, end = sentence.start, sentence.end
    for divider in DIVIDER.finditer(context.folded, sentence.start, sentence.end):
        if divider.end() <= hit.start:
            start = divider.end()
        elif divider.start() >= hit.end:
            end = divider.start()
            break
    return [one for one in dates if start <= one.start < end] or dates
