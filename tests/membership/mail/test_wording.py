"""A newsroom's own words in its mails: plain names in braces, and what the law asks for stays."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import giving, letters
from membership.letters import wording
from membership.mail import example
from membership.models import AppendOnly, Letter, MailWords, Member
from membership.money import Money
from newsroom import mail as sending
from newsroom.models import Imprint
from tests.builders.gifts import fact, make_donation, person, text
from tests.builders.membership_members import giver, keeps_words_in

pytestmark = pytest.mark.django_db
URL = "/admin/membership/mails/"
SUBJECT, BODY = (
    "Cheers from {{ paper }} 🎉 {{ reference }}",
    "Hi {{ name }},\r\n\r\nmany thanks for {{amount}}!",
)


@pytest.fixture
def editor(client):
    user = person("petra", "change_mailwords")
    client.force_login(user)
    Imprint.objects.create(
        name="The Harbour Ledger", publisher="Harbour Cooperative", tax_text="Not tax-deductible."
    )
    return user


def keep(editor, subject=SUBJECT, body=BODY, kind="thanks", language="en-gb"):
    return wording.keep(kind, language, subject, body, by=editor)


def thanks():
    gift = giver(name="Hanne Oduya")
    return gift, sending.message(Letter.objects.get(donation=gift, kind="thanks"))


def test_the_words_of_the_newsroom_take_the_place_of_ours_and_what_the_law_asks_stays(editor):
    keep(editor)

    gift, message = thanks()

    assert message.subject == f"Cheers from The Harbour Ledger 🎉 {gift.reference}"
    assert "Hi Hanne Oduya,\n\nmany thanks for €8.00!" in message.body
    assert "has reached The Harbour Ledger" not in message.body
    for told in (
        f"Reference: {gift.reference}",
        "Not tax-deductible.",
        "You can change or stop it at any time, here:",
        f"{site.SITE_URL}/membership/me/gifts/{gift.public_id}/",
        f"{site.SITE_URL}/membership/me/\n\nThe Harbour Ledger\nHarbour Cooperative\n",
    ):
        assert told in message.body


def test_a_mail_keeps_the_words_of_the_moment_at_which_it_was_written(editor):
    _gift, ours = thanks()
    first = keep(editor)
    written = giver("berta@reader.example", name="Berta Quill")
    keep(editor, body="Now it is {{ amount }}.")

    letter = Letter.objects.get(donation=written, kind="thanks")
    wording.back_to_ours("thanks", "en-gb", by=editor)
    last = giver("carla@reader.example", name="Carla")

    assert "has reached The Harbour Ledger" in ours.body
    assert (letter.words, "Hi Berta Quill," in sending.message(letter).body) == (first, True)
    assert "has reached" in sending.message(Letter.objects.get(donation=last, kind="thanks")).body


def test_the_words_of_one_language_never_stand_in_a_mail_of_another(client, editor, settings, tmp_path):
    keeps_words_in(settings, tmp_path, "de")
    keep(editor)
    gift = giver("berta@reader.example", language="de")
    english = sending.message(Letter.objects.get(donation=gift, kind="thanks"))
    keep(editor, subject="Danke", body="Danke für {{ amount }}", language="de")
    listed = text(client.get(URL))
    wording.back_to_ours("thanks", "de", by=editor)

    assert "Cheers" not in english.subject
    assert "has reached The Harbour Ledger" in english.body
    assert listed.count("your words") == 2
    assert ("Danke · Deutsch your words" in listed, SUBJECT + " · " in listed) == (True, True)
    assert wording.current("thanks", "de") is None
    assert wording.current("thanks", "en-gb").subject == SUBJECT


@pytest.mark.parametrize(
    ("kind", "told", "about", "ours"),
    [
        ("reminder", {}, {}, None),
        ("reminder", {"interval": "monthly"}, {"day": date(2026, 3, 1)}, "For 1 March 2026, no transfer"),
        ("lapsed", {}, {}, None),
        ("lapsed", {"interval": "monthly", "member": True}, {}, "we have missed the last two transfers"),
        ("failed", {}, {"payment": timedelta(days=3)}, None),
        ("failed", {}, {"payment": None}, "was not carried out"),
    ],
)
def test_words_stand_only_in_the_mail_that_they_were_written_for(editor, kind, told, about, ours):
    """A mail that is about something else keeps what we say in it, subject and all."""
    if "member" in told:
        told = {**told, "member": Member.objects.create(email="hanne@reader.example")}
    gift = make_donation(**told)
    if "payment" in about:
        again = about["payment"] and timezone.now() + about["payment"]
        failed = fact(gift, kind="failed", reference="fail-1", amount=Money(0, "EUR"), again_at=again)
        about = {"payment": giving.apply(failed)}
    keep(editor, subject="Own subject", body="Own words of {{ gift }}", kind=kind)
    letters.write(kind, donation=gift, **about)

    message = sending.message(Letter.objects.get(donation=gift, kind=kind))

    assert (message.subject == "Own subject", "Own words of €8" in message.body) == (ours is None,) * 2
    assert ours is None or ours in message.body


def test_the_mail_of_a_payment_that_failed_is_shown_as_a_member_gets_it(editor):
    shown = example.shown(Letter.Kind.FAILED, "en-gb").after

    assert ("It is tried again on" in shown, "Has your card or account changed?" in shown) == (True, True)
    assert "try again here" not in shown


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"body": "Thanks for {{ amount }}, {{ nmae }}"}, "body", "There is no {{ nmae }} here. There are: {{ name }}"),
        ({"body": "Thank you."}, "body", "The mail has to say {{ amount }}. Put it back."),
        ({"body": ""}, "body", "A mail needs words."),
        ({"body": "{{ amount }} {% load secrets %}"}, "body", "Two braces hold a name and nothing else."),
        ({"body": "{{ amount }} {{ name.password }}"}, "body", "Two braces hold a name and nothing else."),
        ({"body": "{{ amount }}" + "x" * 3000}, "body", "The words may have 3000 letters."),
        ({"subject": "Hello\r\nBcc: all@reader.example"}, "subject", "The subject is one line"),
        ({"subject": "For {{ amount }}"}, "subject", "There is no {{ amount }} here. There are: {{ paper }}"),
        ({"subject": " "}, "subject", "A mail needs a subject."),
        ({"subject": "x" * 121}, "subject", "The subject may have 120 letters."),
    ],
)  # fmt: skip
def test_what_would_not_do_is_refused_with_a_sentence_and_what_was_typed_stays(
    client, editor, told, field, sentence
):
    with pytest.raises(ValidationError) as refused:
        keep(editor, **told)
    typed = {"mail": "thanks", "language": "en-gb", "subject": SUBJECT, "body": BODY, **told, "do": "keep"}
    answer = client.post(URL, typed)

    assert sentence in " ".join(refused.value.message_dict[field])
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert answer.context["body"] == typed["body"]
    assert not MailWords.objects.exists()


def test_several_wrong_names_are_named_in_one_sentence_and_the_right_ones_once(editor):
    with pytest.raises(ValidationError) as refused:
        keep(editor, body="{{ amount }} {{ nmae }} {{ gfit }} {{ nmae }} {% now %}")

    assert refused.value.message_dict["body"] == [
        "There is no {{ nmae }}, {{ gfit }} here.",
        "Two braces hold a name and nothing else.",
        "There are: {{ name }}, {{ paper }}, {{ gift }}, {{ amount }}, {{ reference }}, {{ day }}.",
    ]


def test_the_preview_marks_what_may_not_stand_there(client, editor):
    typed = {"subject": "For {{ amount }}", "body": "Hi {{ name }}, {{ nmae }} {% now %} {{ Gift <b> }} }}"}
    page = client.post(URL, {"mail": "thanks", "language": "en-gb", **typed, "do": "preview"})
    fine = client.post(
        URL, {"mail": "thanks", "language": "en-gb", "subject": SUBJECT, "body": BODY, "do": "preview"}
    )

    html = page.content.decode()
    assert re.findall(r"<mark>(.*?)</mark>", html) == [
        "{{ amount }}", "{{ nmae }}", "{% now %}", "{{ Gift &lt;b&gt; }}", "}}",
    ]  # fmt: skip
    assert "Hi Ada Example, <mark>" in html
    assert "It has to go before the words can be saved." in text(page)
    assert ("<mark>" in fine.content.decode(), "has to go" in text(fine)) == (False, False)


@pytest.mark.parametrize("told", [{"body": "{{ amount }}\x07"}, {"subject": "Thanks \u202egnp.exe"}])
def test_marks_that_cannot_be_seen_are_refused_by_the_verb_too(editor, told):
    with pytest.raises(ValidationError, match="cannot be seen"):
        keep(editor, **told)


def test_words_from_right_to_left_and_pictures_are_words(editor):
    keep(editor, subject="شكرا {{ reference }} 👩‍🚀", body="شكرا على {{ amount }} 🎉\nThank you")

    _gift, message = thanks()

    assert message.message()["Subject"]
    assert "شكرا على €8.00 🎉\nThank you" in message.body


def test_what_a_donor_typed_is_never_looked_at_again(editor):
    keep(editor, body="{{ name }} gave {{ amount }}")
    gift = giver(name="{{ reference }} {% now %}")

    body = sending.message(Letter.objects.get(donation=gift, kind="thanks")).body

    assert "{{ reference }} {% now %} gave €8.00" in body


@pytest.mark.parametrize("kind", list(wording.MAILS))
def test_our_own_words_can_be_kept_as_they_stand_in_the_form(editor, kind):
    (begun,) = example.drafts([kind], ["en-gb"]).values()

    kept = wording.keep(kind, "en-gb", begun.subject, begun.body, by=editor)

    shown = example.shown(kind, "en-gb")
    said = tuple(wording.filled(part, shown.values) for part in (kept.subject, kept.body))
    assert said == (" ".join(shown.subject.split()), shown.ours)
    assert "/membership/" in shown.after


def test_the_page_shows_all_mails_previews_keeps_and_goes_back(client, editor):
    listed = text(client.get(URL))
    one = {"mail": "thanks", "language": "en-gb", "subject": SUBJECT, "body": BODY}
    seen = text(client.post(URL, {**one, "do": "preview"}))
    before = MailWords.objects.count()
    kept = client.post(URL, {**one, "do": "keep"}, follow=True)
    client.post(URL, {**one, "do": "ours"})
    last = text(client.get(URL, {"mail": "thanks"}))

    for kind in Letter.Kind:
        assert str(kind.label) in listed
    assert "Hi Ada Example, many thanks for €8.00!" in seen
    assert "Reference: HL-7K4Q-9X" in seen
    assert (before, MailWords.objects.count()) == (0, 2)
    assert "Nobody has changed it" not in last
    assert "petra" in text(kept)
    assert "Hi {{ name }}" in last  # in its history
    assert wording.current("thanks", "en-gb") is None


def test_a_page_of_many_languages_asks_no_more_questions(client, editor, settings, tmp_path):
    keep(editor)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    keeps_words_in(settings, tmp_path, "de", "fr")
    keep(editor, subject="Danke", language="de")

    with CaptureQueriesContext(connection) as three:
        listed = text(client.get(URL))

    assert len(three) == len(one) <= 15
    assert ("Danke" in listed, "Cheers from" in listed) == (True, True)


def test_only_who_may_changes_words_and_no_change_is_undone_in_the_books(client, editor):
    row = keep(editor)
    with pytest.raises(PermissionDenied):
        keep(person("uwe", "view_donation"))
    with pytest.raises(AppendOnly):
        row.save()
    client.force_login(person("anna", "view_donation"))

    assert client.get(URL).status_code == client.post(URL, {"mail": "thanks"}).status_code == 403


def test_each_mail_says_when_it_goes_out(client, editor):
    listed = text(client.get(URL))

    assert {*wording.MAILS, *wording.FIXED} == set(Letter.Kind)
    assert not {*wording.MAILS} & {*wording.FIXED}
    for words in ("When somebody signs in to their member page.", "When money has gone back."):
        assert f"{words} Facts and what the law asks for; its words are fixed." in listed


def test_a_mail_whose_words_are_fixed_has_no_form(client, editor):
    assert client.get(URL, {"mail": "receipt"}).status_code == 404
    assert client.get(URL, {"mail": "instructions"}).status_code == 200
    assert make_donation().pk
