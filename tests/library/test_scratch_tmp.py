import sys

sys.path.insert(0, "/work/main/tests/library")
from publications import *
from qalqan.library.search import engine


def test_x(account):
    a = a_publication(
        "Lawyers in Tajikistan were denied access.",
        "Torture was reported by Azimjan Askarov in June.",
        by=account,
        countries=about("TJK", "KAZ"),
        published=on("2014-07-21"),
    )
    b = a_publication(
        "Адвокат Аскаров не допущен к правозащитникам.", "О пытках.", by=account, language="ru", countries=about("KAZ")
    )
    for q in [
        "torture lawyers",
        "lawyer* NEAR/4 denied",
        '"denied access"',
        "аскаров",
        "Askarov",
        "NOT torture",
        "country:TJK",
        "published:2014",
        "правозащитник",
        "askarof",
        "title:statement",
        "the",
        "torture OR пытки",
        "",
    ]:
        f = engine.search(q, account, facets=True)
        print(repr(q), f.total, f.understood, f.suggestions, [(h.work.pk, h.snippet, h.why, h.score) for h in f.hits])
    print(f.facets)
    f = engine.search("torture", None)
    print(f)
    f = engine.search("", account, countries=("KAZ", "TJK"))
    print(f.total, f.understood)
    f = engine.search("", account, countries=("KAZ", "TJK"), any_country=True, order="oldest")
    print(f.total, f.understood)
