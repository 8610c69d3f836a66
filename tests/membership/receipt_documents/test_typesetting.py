"""Papers as HTML and as PDF: the same words, whoever the donor is, and the same bytes for the same paper."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from membership.countries import RULES, Donor
from membership.money import Money
from membership.receipt_documents import CannotSet, as_html, as_pdf, font_files
from tests.builders.receipt_documents import entry, issuer, paper, text_of_pdf


@pytest.mark.parametrize("slug", RULES)
def test_the_pdf_says_what_the_paper_says(slug):
    one = paper(slug)

    text = text_of_pdf(as_pdf(one))

    said = [one.title, one.donor.name, one.issuer.name, one.words, *(said.text for said in one.statements)]
    said += [part for fact in one.facts for part in fact]
    assert [part for part in said if " ".join(part.split()) not in text] == []


@pytest.mark.parametrize("slug", RULES)
def test_the_page_says_what_the_paper_says(slug):
    one = paper(slug)

    html = as_html(one)

    said = [one.title, one.donor.name, one.issuer.name, one.words, *(said.text for said in one.statements)]
    assert [part for part in said if part not in html] == []
    assert ("style=" in html, "<script" in html) == (False, False)


def test_names_in_any_alphabet_survive():
    names = ["Дмитрий Щукин", "Ωμέγα Στέφανος", "ליאת כהן", "ليلى الهاشمي", "Zoë Ẽ. Łęcki", "O’Neil & Söhne"]

    for name in names:
        one = paper("plain", donor=Donor(name))
        letters_only = "".join(char for char in text_of_pdf(as_pdf(one)) if char.isalpha())

        # What runs from right to left is stored word by word in the order of sight.
        words = ["".join(char for char in word if char.isalpha()) for word in name.split()]
        assert [word for word in words if word not in letters_only and word[::-1] not in letters_only] == []


def test_markup_in_a_name_is_text():
    assert "<bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi>" in as_html(paper("plain", donor=Donor("<b>Eve</b>")))


def test_letters_that_no_cut_has_are_refused_by_name():
    assert font_files.missing("山田 Hanne\u200f 山") == "山田"
    with pytest.raises(CannotSet, match="The PDF has no letters for “山田”"):
        as_pdf(paper("plain", donor=Donor("山田")))


def test_the_same_paper_is_the_same_file_in_another_process_too(tmp_path):
    code = (
        "import django, hashlib; django.setup()\n"
        "from tests.builders.receipt_documents import paper; from membership.receipt_documents import as_pdf\n"
        "print(hashlib.sha256(as_pdf(paper('fr'))).hexdigest())"
    )
    root = Path(__file__).resolve().parents[3]
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONHASHSEED": "2",
            "DATA_DIR": str(tmp_path),
            "TZ": "Asia/Tokyo",
        },
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert other.strip() == hashlib.sha256(as_pdf(paper("fr"))).hexdigest()


def test_the_file_is_plain_titled_and_in_its_language():
    one = paper("ca")

    reader = PdfReader(BytesIO(as_pdf(one)))

    assert (reader.is_encrypted, reader.metadata.title, reader.metadata.author) == (
        False,
        "Official receipt for income tax purposes R-1",
        "Harbour Trust",
    )
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [612, 792]


def test_the_german_receipt_is_one_page_and_a_year_has_its_list_on_an_annex():
    gifts = [entry(2500, "EUR", f"HL-{number}", month=1 + number) for number in range(3)]

    single = PdfReader(BytesIO(as_pdf(paper("de"))))
    year = PdfReader(BytesIO(as_pdf(paper("de", *gifts, kind="annual", year=2026))))

    assert (len(single.pages), len(year.pages)) == (1, 2)
    assert "HL-2 (Geldzuwendung, kein Verzicht auf Erstattung)" in year.pages[1].extract_text()
    assert "Anlage zur Sammelbestätigung vom 21. November 2026, R-1" in year.pages[1].extract_text()
    assert "HL-2" not in year.pages[0].extract_text()
    assert "Anlage zur Sammelbestätigung vom 21. November 2026, R-1" in as_html(
        paper("de", *gifts, kind="annual", year=2026)
    )


def test_long_wording_is_set_smaller_until_it_fits_and_refused_when_it_never_does():
    def wordy(count: int):
        return paper(
            "de",
            issuer_=issuer(
                "de", wording=f"[head]\na\n[foot]\nb\n[status]\n{'Förderung der Bildung. ' * count}"
            ),
        )

    assert len(PdfReader(BytesIO(as_pdf(wordy(180)))).pages) == 1
    with pytest.raises(CannotSet, match="has to fit on one page and does not"):
        as_pdf(wordy(260))


def test_a_long_year_runs_over_pages_with_its_heads_and_its_sum():
    gifts = [entry(2500, "USD", f"HL-{number:03d}", benefit=Money(100, "USD")) for number in range(60)]

    pages = PdfReader(BytesIO(as_pdf(paper("us_501c3", *gifts, kind="annual", benefit_text="a mug")))).pages

    assert len(pages) == 3
    assert ["Of which in return" in page.extract_text() for page in pages[:2]] == [True, True]
    assert "$1,500.00" in "".join(page.extract_text() for page in pages)


def test_a_reference_too_long_for_its_column_is_set_smaller():
    reference = "PAYMENT-" + "0123456789" * 9

    assert reference in text_of_pdf(as_pdf(paper("plain", entry(100, "EUR", reference))))


def test_a_voided_receipt_says_so_and_its_seal_is_untouched():
    one = paper("us_501c3")

    assert "VOID" in text_of_pdf(as_pdf(one, void=True))
    assert "VOID" not in text_of_pdf(as_pdf(one))
    assert '<p class="mark">VOID</p>' in as_html(one, void=True)
    assert "VOID" in text_of_pdf(as_pdf(paper("us_501c3", kind="void", answers="R-0")))


def test_a_practice_receipt_says_so():
    one = paper("us_501c3", live=False)

    assert "PRACTICE – no money moved" in text_of_pdf(as_pdf(one))
    assert "PRACTICE – no money moved" in as_html(one)


def test_gifts_with_and_without_a_benefit_stand_in_one_list():
    one = paper(
        "us_501c3",
        entry(10000, "USD", "A", benefit=Money(1000, "USD")),
        entry(500, "USD", "B"),
        benefit_text="a mug",
    )

    html = as_html(one)

    assert "<td>A</td><td>$10.00</td><td>$100.00</td>" in html
    assert "<td>B</td><td>–</td><td>$5.00</td>" in html


def test_a_receipt_without_a_name_has_a_dash():
    assert "–" in text_of_pdf(as_pdf(replace(paper("us_taxed", donor=Donor()), mark="")))
