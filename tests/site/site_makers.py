"""Makers of public rows about invented people, laws and organisations."""

from __future__ import annotations

from dataclasses import replace

from qalqan.site.rows import (
    ActRow,
    AddresseeRow,
    CaseRow,
    ClauseRow,
    CopyRow,
    CorrectionRow,
    EditionFacts,
    EditionRows,
    EventRow,
    EvidenceRow,
    FollowupRow,
    InstrumentRow,
    InterventionRow,
    IssuerRow,
    LanguageRow,
    MeasureRow,
    OrganisationRow,
    PassageRow,
    PersonEntryRow,
    PersonRow,
    ProcessRow,
    ProvisionRow,
    RecommendationRow,
    RelatedRow,
    RepeatRow,
    SituationRow,
    StandardRow,
    StepRow,
    WorkCountryRow,
    WorkRow,
)

JOINT = "w-4hq2"
REPORT = "w-9ktm"
RUSSIAN = "w-c7xa"

_JOINT_TEXT = (
    ("heading", "What our groups ask of the autumn meeting"),
    ("paragraph", "Independent groups work under growing pressure. Inspectors come without notice, and small offices spend "
     "more days on reports than on the people who knock at their door."),
    ("heading", "Lawyers"),
    ("paragraph", "In March 2019 the lawyer Nurlan Tasbek was reportedly taken from his office in Arkabay and kept for two "
     "days without a word to his family. His colleagues believe that he was beaten."),
    ("heading", "Recommendations"),
    ("paragraph", "The governments of the region should:"),
    ("item", "let lawyers meet their clients in private and without delay, and investigate each attack on a lawyer;"),
    ("item", "withdraw the draft law on foreign-funded groups and consult independent groups before any new draft;"),
    ("item", "agree to the visits that the Special Rapporteur on human rights defenders has asked for since 2016."),
)  # fmt: skip
_REPORT_TEXT = (
    ("heading", "Five months on"),
    ("paragraph", "On 14 May 2019 parliament passed the draft law on foreign-funded groups at first reading. A second "
     "reading is expected in September 2019."),
    ("paragraph", "The district court ordered the public fund “Zher Ana” to be closed on 3 June 2019; the fund has appealed."),
    ("paragraph", "Nurlan Tasbek was sentenced to four years on 20 June 2019. According to his counsel the court refused to "
     "hear him on the beating."),
    ("item", "Lawyers must be able to meet their clients in private and without any delay."),
)  # fmt: skip
_RUSSIAN_TEXT = (
    ("heading", "Дело адвоката Тасбека"),
    ("paragraph", "Адвокат Нурлан Тасбек освобождён 2 сентября 2019 года. Ему запрещено выезжать из города Арқабай."),
    ("paragraph", "Қорғаушылар Әділет, Ғылым, Ұлт, Үміт, Өмір, Һауа, Іс; Ӣ Ӯ Ҳ Ҷ; Oʻzbek, Gʻafur, Äňöşüýž."),
)


def passages(prefix: str, text: tuple[tuple[str, str], ...]) -> tuple[PassageRow, ...]:
    return tuple(
        PassageRow(id=f"{prefix}{number}", kind=kind, text=words, level=2 if kind == "heading" else None)
        for number, (kind, words) in enumerate(text, start=1)
    )  # fmt: skip


def words(work: WorkRow, exact: str) -> tuple[EvidenceRow, ...]:
    """The evidence of these words, wherever in the work they stand."""
    for passage in work.passages:
        start = passage.text.find(exact)
        if start >= 0:
            return (
                EvidenceRow(
                    work_id=work.id,
                    passage_id=passage.id,
                    exact=exact,
                    start=start,
                    end=start + len(exact),
                    work_title=work.title,
                    published=work.published,
                ),
            )
    raise AssertionError(f"{work.id} does not say {exact!r}")


def a_joint_statement() -> WorkRow:
    return WorkRow(
        id=JOINT,
        title="Lawyers under pressure: what our groups ask of the autumn meeting",
        kind="joint-submission",
        language="en",
        publisher="Altyn Kopir Network",
        issuers=(
            IssuerRow(name="Zher Ana", country="KAZ", organisation_id="o-zher"),
            IssuerRow(name="Ozod Ovoz", country="TJK", in_exile="POL"),
        ),
        published="2019-04-11/2019-04-12",
        published_basis="event",
        presented_at=EventRow(event="Autumn meeting of civic groups", place="Arkabay", date="2019-04-11/2019-04-12"),
        countries=(
            WorkCountryRow(code="KAZ"),
            WorkCountryRow(code="TJK"),
            WorkCountryRow(code="RUS", role="mentioned"),
        ),
        topics=("association",),
        source_url="https://altyn-kopir.example/autumn",
        accessed="2019-05-02",
        disclaimer="The meeting's hosts do not answer for this text.",
        copies=(
            CopyRow(url="https://altyn-kopir.example/autumn", captured="2019-05-02", sha256="ab" * 32),
            CopyRow(
                url="https://mirror.example/7", captured="2019-05-03", sha256="cd" * 32, title="Lawyers", alive=False
            ),
        ),
        languages=(LanguageRow(language="ru"), LanguageRow(language="kk", url="https://altyn-kopir.example/kk")),
        related=(RelatedRow(relation="see-also", title="A note on inspections", reason="named by the publisher"),),
        passages=passages("j", _JOINT_TEXT),
        entered="2019-05-03",
    )


def a_report() -> WorkRow:
    return WorkRow(
        id=REPORT,
        title="Five months on: a follow-up note",
        kind="report",
        language="en",
        publisher="Steppe Rights Watch",
        published="2019-07-01",
        published_basis="printed",
        countries=(WorkCountryRow(code="KAZ"),),
        cite_as="Steppe Rights Watch, Five months on: a follow-up note, 1 July 2019",
        passages=passages("r", _REPORT_TEXT),
    )


def a_russian_notice() -> WorkRow:
    return WorkRow(
        id=RUSSIAN,
        title="Адвокат Тасбек на свободе",
        kind="news",
        language="ru",
        publisher="Степной вестник",
        published="2019-09-03",
        published_basis="printed",
        countries=(WorkCountryRow(code="KAZ"),),
        passages=passages("n", _RUSSIAN_TEXT),
    )


def recommendations() -> tuple[RecommendationRow, ...]:
    joint, report = a_joint_statement(), a_report()
    governments = AddresseeRow(
        name="the governments of the region", addressee_class="government", countries=("KAZ", "TJK")
    )
    meet = "let lawyers meet their clients in private and without delay"
    again = "be able to meet their clients in private and without any delay"
    return (
        RecommendationRow(
            id="r-1", work_id=JOINT, exact=f"{meet}, and investigate each attack on a lawyer;", group="Recommendations",
            chapeau="The governments of the region should:", issuers=("Zher Ana", "Ozod Ovoz"), addressees=(governments,),
            countries=("KAZ", "TJK"), themes=("association",), evidence=words(joint, f"{meet}, and investigate each attack on a lawyer;"),
            clauses=(
                ClauseRow(
                    id="c-1", exact=meet, action="let meet", category=5, addressees=(governments,), countries=("KAZ", "TJK"),
                    evidence=words(joint, meet),
                    followup=(
                        FollowupRow(addressee="the governments of the region", country="KAZ", state="no-action", since="2019-07-01",
                                    evidence=words(report, "the court refused to hear him on the beating")),
                        FollowupRow(addressee="the governments of the region", country="TJK", state="steps-taken", since="2019-06"),
                    ),
                    repeats=(RepeatRow(clause_id="c-9", work_id=REPORT, relation="repeats", date="2019-07-01"),),
                ),
                ClauseRow(id="c-2", exact="investigate each attack on a lawyer", category=4, addressees=(governments,),
                          evidence=words(joint, "investigate each attack on a lawyer")),
            ),
        ),
        RecommendationRow(
            id="r-2", work_id=JOINT, chapeau="The governments of the region should:", addressees=(governments,),
            exact="withdraw the draft law on foreign-funded groups and consult independent groups before any new draft;",
            evidence=words(joint, "withdraw the draft law on foreign-funded groups"),
            clauses=(
                ClauseRow(id="c-3", exact="withdraw the draft law on foreign-funded groups", category=5, countries=("KAZ",),
                          addressees=(governments,), evidence=words(joint, "withdraw the draft law on foreign-funded groups"),
                          followup=(FollowupRow(addressee="the governments of the region", country="KAZ", state="contrary",
                                                since="2019-05-14", evidence=words(report, "passed the draft law")),)),
            ),
        ),
        RecommendationRow(
            id="r-9", work_id=REPORT, exact="Lawyers must be able to meet their clients in private and without any delay.",
            number="1", countries=("KAZ",), evidence=words(report, "Lawyers must"),
            clauses=(ClauseRow(id="c-9", exact=again, evidence=words(report, again),
                               repeats=(RepeatRow(clause_id="c-1", work_id=JOINT, relation="repeats", date="2019-04-11/2019-04-12"),)),),
        ),
    )  # fmt: skip


def a_case() -> CaseRow:
    joint = a_joint_statement()
    return CaseRow(
        id="k-tasbek",
        title="Nurlan Tasbek",
        kind="named",
        country="KAZ",
        people=(PersonRow(name="Nurlan Tasbek", role="victim", id="n-tasbek"), PersonRow(name=None, role="counsel"), PersonRow(name=None, count=3)),
        acts=(
            ActRow(id="a-1", type="PREVENTIVE-DETENTION", hedge="reported", date="2019-03", date_basis="printed", place="Arkabay",
                   victims=(PersonRow(name="Nurlan Tasbek", id="n-tasbek"),), perpetrators=("police",),
                   evidence=words(joint, "reportedly taken from his office in Arkabay")),
            ActRow(id="a-2", type="TORTURE", hedge="believed", attributed_to="his colleagues", date="2019-03", date_basis="relative",
                   victims=(PersonRow(name=None),), evidence=words(joint, "His colleagues believe that he was beaten.")),
        ),
        interventions=(InterventionRow(type="trial-observation", by="Steppe Rights Watch", date="2019-06-20"),),
    )  # fmt: skip


def liberty() -> ProcessRow:
    joint, report, notice = a_joint_statement(), a_report(), a_russian_notice()
    return ProcessRow(
        id="p-liberty", kind="liberty", subject_title="Nurlan Tasbek", subject_id="k-tasbek", country="KAZ",
        steps=(
            StepRow(stage="detained", date="2019-03", hedge="reported", evidence=words(joint, "reportedly taken from his office")),
            StepRow(stage="sentenced", date="2019-06-20", by="District court of Arkabay", evidence=words(report, "sentenced to four years on 20 June 2019")),
            StepRow(stage="released", date="2019-09-02", evidence=words(notice, "освобождён 2 сентября 2019 года")),
            StepRow(stage="exit-ban", date="2019-09-02", evidence=words(notice, "Ему запрещено выезжать")),
        ),
    )  # fmt: skip


def the_draft() -> ProcessRow:
    joint, report = a_joint_statement(), a_report()
    return ProcessRow(
        id="p-bill", kind="bill", subject_title="Draft law on foreign-funded groups", subject_id="l-draft", country="KAZ",
        steps=(
            StepRow(stage="introduced", evidence=words(joint, "the draft law on foreign-funded groups")),
            StepRow(stage="reading-1", date="2019-05-14", by="parliament", evidence=words(report, "passed the draft law on foreign-funded groups at first reading")),
            StepRow(stage="reading-2", date="2019-09", expected=True, hedge="expected", evidence=words(report, "A second reading is expected in September 2019.")),
        ),
    )  # fmt: skip


def the_fund() -> ProcessRow:
    report = a_report()
    return ProcessRow(
        id="p-fund", kind="ngo-status", subject_title="Zher Ana", subject_id="o-zher", country="KAZ",
        steps=(
            StepRow(stage="registered", date="2011"),
            StepRow(stage="liquidated-1st", date="2019-06-03", by="district court", evidence=words(report, "ordered the public fund “Zher Ana” to be closed")),
            StepRow(stage="appeal", evidence=words(report, "the fund has appealed")),
        ),
    )  # fmt: skip


def visits() -> tuple[ProcessRow, ...]:
    joint = a_joint_statement()
    asked = words(joint, "the visits that the Special Rapporteur on human rights defenders has asked for since 2016")
    return (
        ProcessRow(id="p-v1", kind="visit", subject_title="Visit to Kazakhstan", country="KAZ", mandate="HRD",
                   steps=(StepRow(stage="requested", date="2016", evidence=asked), StepRow(stage="accepted-in-principle", date="2018-11"))),
        ProcessRow(id="p-v2", kind="visit", subject_title="Visit to Tajikistan", country="TJK", mandate="HRD",
                   steps=(StepRow(stage="requested", date="2016", evidence=asked),)),
        ProcessRow(id="p-v3", kind="visit", subject_title="Visit to Kazakhstan", country="KAZ", mandate="FOAA",
                   steps=(StepRow(stage="completed", date="2018-01-19/2018-01-27"),)),
        ProcessRow(id="p-v4", kind="standing-invitation", subject_title="Standing invitation", country="TJK",
                   steps=(StepRow(stage="demanded", evidence=asked),)),
    )  # fmt: skip


def a_law() -> InstrumentRow:
    joint = a_joint_statement()
    return InstrumentRow(
        id="l-draft",
        title="Draft law on foreign-funded groups",
        jurisdiction="KAZ",
        kind="draft",
        names=("Draft law on foreign-funded groups", "the “foreign purse” draft"),
        provisions=(
            ProvisionRow(id="v-1", about="Reports on every grant from abroad", restriction="reporting", defects=("vague",),
                         hedge="feared", evidence=words(joint, "small offices spend more days on reports")),
        ),
        related=(RelatedRow(relation="inspired-by", title="A law of a neighbouring State"),),
    )  # fmt: skip


def an_edition(**facts: object) -> EditionRows:
    """A small edition in which everything is connected, as of 5 September 2019."""
    joint = a_joint_statement()
    return EditionRows(
        facts=replace(
            EditionFacts(
                name="Autumn", number=3, as_of="2019-09-05", publisher="Altyn Kopir Network", key_id="RWQ1f6",
                address="https://record.example",
                corrections=(CorrectionRow(date="2019-08-01", what="The date of a hearing was wrong by a day.", work_id=REPORT),),
                measures=(MeasureRow(what="Demands found in two marked texts", value=".84", misses="misses demands in prose"),),
                not_covered=("Courts' own registers are not read.",),
            ),
            **facts,
        ),
        works=(joint, a_report(), a_russian_notice()),
        recommendations=recommendations(),
        cases=(a_case(),),
        instruments=(a_law(),),
        processes=(liberty(), the_draft(), the_fund(), *visits()),
        organisations=(OrganisationRow(id="o-zher", name="Zher Ana", country="KAZ", names=("Zher Ana", "Жер Ана")),),
        persons=(PersonEntryRow(id="n-tasbek", name="Nurlan Tasbek", country="KAZ", names=("Нурлан Тасбек",)),),
        standards=(StandardRow(instrument="ICCPR", article="22", evidence=words(joint, "Independent groups")),),
        situations=(
            SituationRow(country="KAZ", exact="Independent groups work under growing pressure.", trend="worse", date="2019-04",
                         date_basis="event", evidence=words(joint, "Independent groups work under growing pressure.")),
        ),
    )  # fmt: skip
