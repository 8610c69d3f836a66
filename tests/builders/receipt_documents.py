"""Organisations, donors and gifts that the tests of countries and papers share. All invented."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from membership.countries import Donor, Issuer, rule
from membership.money import Money
from membership.receipt_documents import Entry, Paper, compose

SIGNED = {"place_of_issue": "Hamburg", "signatory": "Ada Lisle, Vorstand"}
DETAILS = {
    "plain": {},
    "us_501c3": {"tax_id": "12-3456789"},
    "us_taxed": {},
    "uk_gift_aid": {"tax_id": "1123456"},
    "ca": {"tax_id": "123456782 RR 0001", "place_of_issue": "Halifax", "signatory": "Ada Lisle, treasurer"},
    "au": {"tax_id": "51 824 753 556"},
    "de": {
        "tax_id": "21/815/08150",
        "tax_office": "Hamburg-Nord",
        "notice_kind": "freistellung",
        "notice_date": "2025-03-14",
        "purpose": "Bildung",
        **SIGNED,
    },
    "fr": {
        "tax_id": "W123456789",
        "object": "Informer",
        "cgi_article": "200",
        "signatory": "Ada Lisle, trésorière",
    },
}
GERMAN = "[head]\nKOPF\n[status]\nBESCHEID {tax_office} {notice_date}\n[annual]\nZEITRAUM {from} {to}\n[foot]\nHINWEIS"
ISSUED = datetime(2026, 11, 21, 9, tzinfo=UTC)
HANNE = Donor("Hanne Oduya", "12b Elm Row", "LS1 4AP", "Leeds", "Great Britain", declared=True)


def issuer(slug: str, **changed) -> Issuer:
    return Issuer.of(
        **{
            "name": "Harbour Trust",
            "address": "1 Quay\nPort",
            "details": DETAILS[slug],
            "wording": GERMAN if slug == "de" else "",
            "language": rule(slug).languages[0],
            **changed,
        }
    )


def entry(minor: int, currency: str, reference: str = "HL-1", *, month: int = 11, **told) -> Entry:
    return Entry(datetime(2026, month, 20, 12, tzinfo=UTC), reference, Money(minor, currency), **told)


def paper(slug: str, *entries: Entry, donor: Donor = HANNE, issuer_: Issuer | None = None, **told) -> Paper:
    currency = rule(slug).currency or "EUR"
    return compose(
        rule(slug),
        issuer_ or issuer(slug),
        donor,
        entries or [entry(25000, currency)],
        **{"number": "R-1", "kind": "gift", "issued_at": ISSUED, **told},
    )


def text_of_pdf(data: bytes) -> str:
    """All the words of all pages, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
