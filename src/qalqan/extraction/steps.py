"""Steps: the dated moves of what is followed (draft laws, liberty, trials, registrations, investigations)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.laws_meant import Laws
from qalqan.extraction.organisations_meant import Organisations
from qalqan.extraction.perpetrators import punishes_officials
from qalqan.extraction.persons_meant import Persons
from qalqan.extraction.proposals import Proposals
from qalqan.extraction.rules_told import tells_a_rule
from qalqan.extraction.step_facts import Dated, by_whom, country_of, date_of, earlier_date, not_past, of_another_event
from qalqan.extraction.subjects import UNSURE

_MIGHT = re.compile(
    r"\b(?:(?<!in )(?<!of )(?<!since )(?<!last )(?<!until )(?<!by )(?<!early )(?<!late )may(?!\s(?:\d|this\b|last\b))|might|could|can|should|must|if|cannot|once|any|может|могут|если)\s(?:\w+\s){0,3}?$"
)
_ABSTRACT = re.compile(
    r"\b(?:sanction of|grounds? (?:for|justifying)(?: the)?|prohibition on|bans? on|powers? to|discretion to|status,? and to|ability to|right to|order to|suspension or)\s(?:\w+\s)?$"
)
_REPLY = re.compile(r"\b(?:response|reply|statement|announcement|answer|concept|plan)\b")
_ACCORDING_TO_THAT = re.compile(
    r"^according to (?:the|this|that) (?:response|reply|statement|letter|report|document|announcement)\b", re.IGNORECASE
)
_PRESENT_STAGES = frozenset(("under-consideration", "drafting", "not-adopted", "public-comment"))
_ORGANISATION = re.compile(
    r"\b(?:ngos?|groups?|organi[sz]ations?|associations?|newspapers?|нпо|организаци\w+|объединени\w+)\b", re.IGNORECASE
)
_ANY_THAT_IS = re.compile(r"\b(?:an?|any)\s(?:\w+\s){1,3}(?:that|which)\s(?:is\s)?$")  # a rule, not a move
_ONE_OF_THEM = re.compile(r"(?:one|another|both|none|the (?:first|second|third)) of (?:them|these)\b|один из них\b")
_ASKED_A_COURT = re.compile(r"\b(?:asked|petitioned|applied to|moved)\s(?:the|a)\s(?:\w+\s){0,2}court\sto\s$")
_OF_A_RULE = frozenset(("struck-off", "suspended", "closed", "warned", "refused"))
_WOULD = re.compile(r"\s(?:\w+\s){0,2}?(?:would|could|will|must|can|may(?!\s\d))\b")
_HEARING = re.compile(r"\b(?:hearings?|trials?|sessions?|case|investigation|proceedings)\s(?:\w+\s){0,2}$")
_NOT = re.compile(r"\b(?:not|never|hasn't|wasn't|не)\s(?:yet\s|been\s){0,2}$")
_NONE = re.compile(r"\b(?:no|none of|not a single|neither|ни одн\w+)\s", re.IGNORECASE)
_NONE_SO_FAR = re.compile(
    r"\b(?:no|none of|not a single|neither|ни одн\w+)\s(?:[\w'-]+\s){1,5}?(?:has|have|had|was|were|is|are)\s(?:yet\s)?(?:been\s)?$"
    r"|\b(?:not|never)\s(?:yet\s)?(?:been\s)?$"
)
_NEAR = 90
_ATTRIBUTE = re.compile(
    r"\b(?:the|a|an|this|its|their|these)\s(?:recently|newly|previously|already|long)\s$"
)  # "the recently introduced law"
_SELF_EVIDENT = frozenset(("reading-1", "reading-2", "reading-3", "constitutional-review"))  # said of nothing but laws
_DUE = re.compile(r"^\s(?:is|are|was|were)\s(?:now\s)?(?:expected|scheduled|due|planned|set)\b|^\s(?:will|should)\s")
_PROPOSED_LAW = re.compile(
    r"(?:proposed|adopted|amended|introduced)\s(?:\w+\s){0,2}(?:laws?|bills?|amendments?|legislation|changes|draft|rules|measures|provisions)\s(?:would|could|will|may|might|is|are|does|do|also|contains?|provides?|requires?|gives?|allows?)\b"
)
_SIGNED_IT = re.compile(r"(?:signed|adopted|passed|approved|rejected|vetoed|подписал|принял|отклонил)\s(?:it|его)\b")
_BARE_VERBS = frozenset(
    ("arrested", "detained", "sentenced", "задержал", "задержала", "задержали", "арестовал", "арестовали")
)
LAW_REACH = 90  # code points between a verb and the law it is said of
_APPEALS = {"appeal-lodged": "appeal", "appeal-dismissed": "liquidated-final"}


def propose_steps(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """All steps of the sentences, in order, and of the issuers in exile."""
    _issuers_in_exile(context, proposals)
    _Steps(context, proposals).read(sentences)


def _issuers_in_exile(context: Context, proposals: Proposals) -> None:
    for issuer in context.work.issuers:
        if issuer.get("in_exile") and issuer.get("anchor"):
            fields = _fields(
                "ngo-status", "in-exile", issuer["name"], {"edtf": None, "basis": "none"}, issuer["country"]
            )
            span = (issuer["anchor"]["start"], issuer["anchor"]["end"])
            proposals.add("step", span, fields, origin="steps.issuer/1", confidence=0.95)


class _Steps:
    """Goes through the sentences; remembers the draft laws and the person last spoken of."""

    def __init__(self, context: Context, proposals: Proposals) -> None:
        self.context = context
        self.proposals = proposals
        self.laws = Laws(context)
        self.persons = Persons(context)
        self.organisations = Organisations(context)
        self.told: list[tuple[Sentence, str, Dated]] = []
        self.last_bill: tuple[int, str | None] = (-9, None)

    def read(self, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            if sentence.passage.kind == "heading" or self.context.is_title(sentence):
                continue
            if "law" in sentence.families:
                self.laws.note(sentence)
            if "steps" not in sentence.families:
                continue
            hits = sentence.of("steps")
            if tells_a_rule(self.context, sentence):
                hits = [hit for hit in hits if hit.code.startswith("bill/")]
            for hit in self._distinct(sentence, hits):
                process, _, stage = hit.code.partition("/")
                if process == "bill":
                    self._bill(sentence, hit, stage)
                elif process == "ngo-status":
                    self._ngo(sentence, hit, stage)
                elif stage in _APPEALS and self._of_an_organisation(sentence):
                    self._ngo(sentence, hit, _APPEALS[stage])
                elif stage in ("convicted", "sentenced") and process == "liberty" and self._of_officials(sentence, hit):
                    continue  # it is told as accountability, of the one who suffered
                else:
                    self._person(sentence, hit, process, stage)

    def _of_an_organisation(self, sentence: Sentence) -> bool:
        """Whether an appeal is an organisation's: one is named here or before, and no person here."""
        if self.persons.names.in_(sentence):
            return False
        return bool(self.organisations.in_(sentence)) or self.organisations.spoken_of(sentence) is not None

    def _of_officials(self, sentence: Sentence, hit: Hit) -> bool:
        if punishes_officials(self.context, sentence, hit):
            return True
        told = [one for one in sentence.of("steps") if one.code == "accountability/convicted"]
        return any(one.start <= hit.start for one in told)

    def _distinct(self, sentence: Sentence, hits: Sequence[Hit]) -> list[Hit]:
        kept: dict[str, Hit] = {}
        for hit in hits:
            if any(
                o is not hit and o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start
                for o in hits
            ):
                continue
            if not self._is_hypothetical(sentence, hit):
                kept.setdefault(hit.code, hit)
        again = kept.get("bill/re-initiated")
        first = kept.get("bill/introduced")
        if again and first and abs(first.start - again.start) <= 30:
            kept.pop("bill/introduced")
        if any(code.startswith(("bill/reading", "bill/passed", "bill/not-adopted", "bill/rejected")) for code in kept):
            kept.pop("bill/adopted", None)
        if "bill/rejected" in kept:
            for reading in ("bill/reading-1", "bill/reading-2", "bill/reading-3"):
                kept.pop(reading, None)
        if "bill/drafting" in kept and "bill/working-group" in kept:  # the group is said only to name who drafts
            kept.pop("bill/working-group")
        return list(kept.values())

    # --- draft laws

    def _bill(self, sentence: Sentence, hit: Hit, stage: str) -> None:
        context = self.context
        plainly_a_law = stage == "working-group" and sentence.has("addressee") or stage in _SELF_EVIDENT
        if not (self._near_a_law(sentence, hit) or plainly_a_law):
            return
        if stage == "in-force" and re.search(r"\bonce\b", context.folded[sentence.start : hit.start]):
            return
        before = context.folded[sentence.start : hit.start]
        if _PROPOSED_LAW.match(context.folded, hit.start):
            return  # "the proposed law would": it says what the law is, not that anybody moved
        if stage == "published" and _REPLY.search(before[-200:]) and not re.search(r"\b(?:text|draft)\b", before):
            stage = "announced"
        hedge = hedge_at(context, sentence, hit.start, hit.end)
        if hedge == "feared" or _ATTRIBUTE.search(before):
            return
        expected = (
            hedge == "expected"
            or _DUE.match(context.folded[hit.end : hit.end + 24]) is not None
            or context.folded.startswith(("will ", "expected"), hit.start)
        )
        date = self._bill_date(sentence, hit, stage, expected)
        subjects = self.laws.meant_by(sentence, hit)
        country = country_of(context, sentence, hit)
        span = self._span(sentence, hit, len(subjects))
        for subject in subjects:
            fields = _fields("bill", stage, subject.name, date, country)
            fields["expected"] = expected
            fields["negative"] = stage == "not-adopted" or _NONE_SO_FAR.search(before) is not None
            fields["by"] = by_whom(context, sentence, hit)
            self.proposals.add(
                "step", span, fields, origin="steps.bill/2", confidence=subject.confidence, hedge="expected" if expected else _plain(hedge),
                attributed_to=attributed_to(context, sentence),
            )  # fmt: skip
        self.last_bill = (sentence.n, date["edtf"])

    def _is_hypothetical(self, sentence: Sentence, hit: Hit) -> bool:
        before = self.context.folded[max(sentence.start, hit.start - 60) : hit.start]
        if self.context.folded.startswith("if ", sentence.start):  # "If adopted, the law will enter into force"
            return True
        return _MIGHT.search(before) is not None or _ABSTRACT.search(before) is not None

    def _near_a_law(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a law stands in the same part of the sentence; "it" is the law of the sentence before."""
        laws = sentence.of("law")
        if not laws and _ONE_OF_THEM.match(self.context.folded, sentence.start):
            return any(one.has("law") for one in islice(self.context.paragraph_of(sentence), 2))
        if laws and _SIGNED_IT.match(self.context.folded, hit.start):
            return True
        if laws:
            return any(max(law.start - hit.end, hit.start - law.end) <= LAW_REACH for law in laws)
        it = re.match(
            r"(?:it|this|he|the president|оно|он)\b", self.context.folded[sentence.start : sentence.start + 14]
        )
        if it is not None and sentence.n - self.last_bill[0] <= 1:
            return True
        before = next(self.context.paragraph_of(sentence), None)
        is_it = self.context.folded.startswith(("it was ", "it has ", "it is "), sentence.start)
        return is_it and before is not None and before.has("law")

    def _span(self, sentence: Sentence, hit: Hit, subjects: int) -> tuple[int, int]:
        """The part of the sentence that says the step, where colons, dashes or commas set it apart."""
        context = self.context
        if subjects > 1:
            colon = context.body.find(":", hit.end, sentence.end)
            return sentence.start, (colon if colon > 0 else sentence.end)
        others = [other for other in sentence.of("steps") if other.code.startswith("bill/") and other.code != hit.code]
        if not others:
            return sentence.start, sentence.end
        stop = min((other.start for other in others if other.start > hit.end), default=sentence.end)
        start = max((other.end for other in others if other.end < hit.start), default=sentence.start)
        cut = (
            max(context.body.rfind(",", hit.end, stop), context.body.rfind(" and ", hit.end, stop))
            if stop < sentence.end
            else -1
        )
        return (start if start == sentence.start else _next_word(context, start, hit.start)), (
            cut if cut > hit.end else stop
        )

    def _bill_date(self, sentence: Sentence, hit: Hit, stage: str, expected: bool) -> dict[str, str | None]:
        context = self.context
        found = context.dates_in(sentence.start, sentence.end)
        dated = [one for one in found if one.edtf and not of_another_event(context, sentence, one)]
        if dated:
            after = [one for one in dated if hit.start <= one.start <= hit.end + _NEAR]
            chosen = min(after or dated, key=lambda one: abs(one.start - hit.end))
            edtf = not_past(chosen.edtf, context.published) if expected and chosen.basis == "relative" else chosen.edtf
            return {"edtf": edtf, "basis": chosen.basis}
        if stage in _PRESENT_STAGES and not expected and context.as_of:
            return {"edtf": context.as_of, "basis": "relative"}
        if _ACCORDING_TO_THAT.match(context.words(sentence.start, sentence.end)):
            before = [
                one
                for one in context.dates_in(max(0, sentence.start - 700), sentence.start)
                if one.edtf and "/" not in one.edtf
            ]
            if before:
                return {"edtf": f"../{before[-1].edtf}", "basis": "relative"}
        # Posted "recently", after a step of this very month: then it was this month too.
        if (
            found
            and self.last_bill[1]
            and self.last_bill[1] == context.as_of
            and sentence.n - self.last_bill[0] <= 2
            and stage == "published"
        ):
            return {"edtf": context.as_of, "basis": "relative"}
        return {"edtf": None, "basis": "none"}

    # --- organisations

    def _ngo(self, sentence: Sentence, hit: Hit, stage: str) -> None:
        context = self.context
        before = context.folded[sentence.start : hit.start]
        if stage == "in-exile" and any(
            sentence.start <= one["anchor"]["start"] < sentence.end for one in context.work.issuers
        ):
            return
        if stage == "unregistered" and _ANY_THAT_IS.search(before):
            return
        if stage == "closed" and (_HEARING.search(before) or _ASKED_A_COURT.search(before)):
            return
        if stage in _OF_A_RULE and _WOULD.match(context.folded, hit.end):
            return  # "founders of groups removed from the register would be barred": a rule, no move
        subject = self.organisations.meant_by(sentence, hit)
        of_some = _ORGANISATION.search(context.folded, sentence.start, sentence.end)
        if subject.name is None and not of_some and stage not in ("liquidation-motion", "liquidated-1st"):
            return
        start, end = _clause_around(context, sentence, hit)
        date = date_of(context, sentence, (start, end), hit, stage)
        fields = _fields("ngo-status", stage, subject.name, date, country_of(context, sentence, hit))
        fields["negative"] = stage == "unregistered" or _NONE.search(before) is not None
        fields["by"] = by_whom(context, sentence, hit)
        hedge = _plain(hedge_at(context, sentence, hit.start, hit.end))
        self.proposals.add(
            "step", (start, end), fields, origin="steps.ngo/2", confidence=subject.confidence, hedge=hedge
        )

    # --- persons

    def _person(self, sentence: Sentence, hit: Hit, process: str, stage: str) -> None:
        context = self.context
        hedge = hedge_at(context, sentence, hit.start, hit.end)
        if hedge == "expected" and "sentence" in context.words(hit.start, hit.end):
            hedge = "asserted"  # what is expected is the hearing, not the sentence it is about
        date = date_of(context, sentence, (sentence.start, sentence.end), hit, stage)
        if date["edtf"] is None and process == "trial" and stage in ("adjourned", "closed"):
            date = earlier_date(self.told, sentence, process)
        self.told.append((sentence, process, date))
        for subject in self.persons.meant_by(sentence, hit, process):
            if subject.name is None and context.folded[hit.start : hit.end] in _BARE_VERBS:
                continue  # "police detained dozens": the act says it
            fields = _fields(process, stage, subject.name, date, country_of(context, sentence, hit))
            fields["expected"] = hedge == "expected" or stage == "hearing-set"
            fields["negative"] = _NOT.search(context.folded[sentence.start : hit.start]) is not None
            fields["by"] = by_whom(context, sentence, hit)
            self.proposals.add(
                "step",
                (sentence.start, sentence.end),
                fields,
                origin=f"steps.{process}/2",
                confidence=min(subject.confidence, UNSURE) if fields["negative"] else subject.confidence,
                hedge=hedge,
            )


def _fields(process: str, stage: str, subject: str | None, date: dict[str, str | None], country: Any) -> dict[str, Any]:
    return {
        "process": process,
        "subject": subject,
        "stage": stage,
        "date": date,
        "country": country,
        "by": None,
        "expected": False,
        "negative": False,
        "mandate": None,
    }


def _plain(hedge: Any) -> Any:
    return hedge if hedge in ("reported", "alleged", "apparent", "believed", "asserted") else "asserted"


def _clause_around(context: Context, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The part of a long sentence around a cue: between semicolons, or from ", where"."""
    start, end = sentence.start, sentence.end
    semicolon = context.body.rfind(";", sentence.start, hit.start)
    if semicolon >= 0:
        start = semicolon + 1
    where = context.folded.rfind(" where ", start, hit.start)
    if where >= 0:
        start = where + 1
    if hit.start - start > 160:
        for divider in (", and in ", ", and ", ", but "):
            at = context.folded.rfind(divider, start, hit.start)
            if at >= 0:
                start = at + len(divider.split(" ")[0]) + 1
                break
    stop = context.body.find(";", hit.end, end)
    return start, (stop if stop > 0 else end)


def _next_word(context: Context, start: int, stop: int) -> int:
    for m in re.finditer(r",\s|\sand\s|\sbut\s", context.folded[start:stop]):
        return start + m.end()
    return start
