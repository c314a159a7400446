"""The desk's addresses. They hold codes and random ids; what a person typed goes by POST and stands in none of them."""

from __future__ import annotations

from django.urls import path

from qalqan.desk.views import access, alerts, demands, entrance, files, record, review, search, today, works

handler404 = "qalqan.desk.answers.nothing_here"
handler403 = "qalqan.desk.answers.nothing_here"
handler500 = "qalqan.desk.views.plain.broken"

urlpatterns = [
    path("", today.today, name="today"),
    path("sign-in", entrance.sign_in, name="sign-in"),
    path("lock", entrance.lock, name="lock"),
    path("unlock", entrance.unlock, name="unlock"),
    path("language", entrance.language, name="language"),
    path("static/<path:path>", files.static, name="static"),
    path("publications", works.works, name="works"),
    path("publications/add", works.add, name="work-add"),
    path("publications/<slug:key>", works.work, name="work"),
    path("publications/<slug:key>/release", works.release, name="work-release"),
    path("publications/<slug:key>/withdraw", works.withdraw, name="work-withdraw"),
    path("texts/<slug:key>/propose", works.propose, name="propose"),
    path("copies/<slug:key>/original", works.original, name="original"),
    path("review", review.queue, name="review"),
    path("review/<slug:key>", review.one, name="proposal"),
    path("review/all-of/<slug:key>", review.many, name="review-many"),
    path("search", search.search, name="search"),
    path("record", record.record, name="record"),
    path("countries/<slug:code>", record.country, name="country"),
    path("cases", record.cases, name="cases"),
    path("cases/<slug:key>", record.case, name="case"),
    path("laws", record.laws, name="laws"),
    path("laws/<slug:key>", record.law, name="law"),
    path("organisations", record.organisations, name="organisations"),
    path("actors/<slug:key>", record.actor, name="actor"),
    path("actors/<slug:key>/release", record.release_actor, name="actor-release"),
    path("followed/<slug:key>", record.process, name="process"),
    path("held", record.held, name="held"),
    path("visits", record.visits, name="visits"),
    path("draft-laws", record.draft_laws, name="draft-laws"),
    path("demands", demands.matrix, name="matrix"),
    path("recommendations", demands.recommendations, name="recommendations"),
    path("recommendations/<slug:key>", demands.recommendation, name="recommendation"),
    path("clauses/<slug:key>/assess", demands.assess, name="assess"),
    path("alerts", alerts.alerts, name="alerts"),
    path("alerts/take-in", alerts.receive, name="alert-receive"),
    path("alerts/<slug:key>", alerts.alert, name="alert"),
    path("alerts/<slug:key>/take", alerts.take, name="alert-take"),
    path("alerts/<slug:key>/clock", alerts.set_clock, name="alert-clock"),
    path("alerts/<slug:key>/verify", alerts.verify, name="alert-verify"),
    path("alerts/<slug:key>/tell-more", alerts.tell_more, name="alert-tell-more"),
    path("alerts/<slug:key>/act", alerts.act, name="alert-act"),
    path("alerts/<slug:key>/monitor", alerts.monitor, name="alert-monitor"),
    path("alerts/<slug:key>/close", alerts.close, name="alert-close"),
    path("alerts/<slug:key>/grant", alerts.grant, name="alert-grant"),
    path("alerts/<slug:key>/case", alerts.turn_into_case, name="alert-case"),
    path("access", access.access, name="access"),
    path("access/password", access.change_password, name="change-password"),
    path("access/sign-out-everywhere", access.sign_out_everywhere, name="sign-out-everywhere"),
    path("access/accounts", access.make_account, name="account-make"),
    path("access/grants", access.give_grant, name="grant-give"),
]
