"""Copy is filed: people, outlet, pictures, READ lines, and the report of every part."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from articles.body import parts
from articles.body.cleaning import clean
from articles.copydesk.filing import file
from articles.copydesk.preparing import Answers
from articles.editing import saving
from articles.importers import pasted_copy
from articles.models import Article, Author, Licence, Outlet, Photo, PhotoCredit, RelatedLink
from articles.publishing import problems
from newsroom.models import User
from tests.builders.copy_shapes import COPY, FERRY, PLAIN, WINTER, live, story

pytestmark = pytest.mark.django_db


def told_of_pictures(article: Article) -> set[str]:
    return {row["note"] for row in article.intake.report if row["kind"] == "picture"}


def test_every_part_of_the_copy_is_filed(editor):
    winter = story(WINTER)

    article = file(pasted_copy.read(FERRY), by=editor)

    article.refresh_from_db()
    assert article.headline == "Ferry company drops the last Sunday sailing to Sorrel Island"
    assert article.outlet.name == "The Coast Wire"
    assert [(line.author.name, line.author.outlet, line.role) for line in article.bylines.all()] == [
        ("Elin Marsh", article.outlet, "by")
    ]
    [use] = article.photo_uses.all()
    assert (use.place, use.caption) == ("lead", "The Sunday boat at the Sorrel slipway in January.")
    credit = use.photo.credit
    assert (credit.creator, credit.licence, credit.terms) == ("Jonas Ferrand", None, "CC 2.0")
    assert [(link.target, link.wanted) for link in article.related_links.all()] == [(winter, "")]
    kinds = [kind for kind, _value in parts.cut(article.body)]
    assert kinds == ["html", "read", "html"]
    assert "Become a member" not in article.body
    assert article.versions.count() == 1


def test_the_report_that_is_kept_holds_every_letter(editor):
    article = file(pasted_copy.read(FERRY), by=editor, name="ferry.txt")

    intake = article.intake
    assert (intake.source, intake.name, intake.filed_by) == (FERRY, "ferry.txt", editor)
    assert "".join(row["text"] for row in intake.report) == FERRY
    assert [row["became"] for row in intake.report if row["kind"] == "appeal"] == ["left out"]
    assert [row["note"] for row in intake.report if row["kind"] == "read"] == [
        "Open: no story here has this headline. Choose one on the story."
    ]


def test_the_body_is_as_clean_as_cleaning_makes_it(editor):
    article = file(pasted_copy.read(PLAIN + '\n\nREAD: It’s "said" & <done>\n\nMore.'), by=editor)

    assert clean(article.body) == article.body
    assert parts.cut(article.body)[1] == ["read", {"wanted": 'It’s "said" & <done>'}]


def test_a_read_line_without_a_story_can_be_answered_later(editor):
    article = file(pasted_copy.read(PLAIN + "\n\nREAD: It's a boat"), by=editor)
    boat = story("It's a boat")

    saving.answer_read(article, wanted="It's a boat", target=boat)

    assert parts.cut(article.body)[-1] == ["read", boat.pk]


def test_people_and_outlets_that_are_known_are_not_made_again(editor):
    outlet = Outlet.objects.create(name="The COAST Wire")
    Author.objects.create(name="Elin Marsh")
    mine = Author.objects.create(name="ELIN marsh", outlet=outlet)

    article = file(pasted_copy.read(FERRY), by=editor)

    assert article.outlet == outlet
    assert [line.author for line in article.bylines.all()] == [mine]
    assert (Author.objects.count(), Outlet.objects.count()) == (2, 1)


def test_a_known_author_is_found_in_any_script(editor):
    anna = Author.objects.create(name="АННА Петрова")

    article = file(pasted_copy.read((COPY / "kiril.txt").read_text(encoding="utf-8")), by=editor)

    assert [line.author.name for line in article.bylines.all()] == [anna.name, "Иван Сухов"]


def test_one_person_in_two_roles_is_one_author(editor):
    draft = pasted_copy.read("Words by Elin Marsh, photographs by Elin Marsh\n\nThe council met on Monday.")

    article = file(draft, by=editor)

    assert [(line.author.name, line.role) for line in article.bylines.all()] == [
        ("Elin Marsh", "by"),
        ("Elin Marsh", "photographs"),
    ]
    assert Author.objects.count() == 1


def test_a_close_headline_is_a_question_and_no_link(editor):
    winter = story("Ferry company keeps the winter timetable until May")
    draft = pasted_copy.read(FERRY)

    open_one = file(draft, by=editor)
    answered = file(draft, by=editor, answers=Answers(reads={0: winter.pk}))

    assert [link.wanted for link in open_one.related_links.all()] == [WINTER]
    assert [link.target for link in answered.related_links.all()] == [winter]


def test_two_stories_with_the_same_headline_are_a_question(editor):
    story(WINTER)
    story(WINTER.upper())

    article = file(pasted_copy.read(FERRY), by=editor)

    assert [(link.target, link.wanted) for link in article.related_links.all()] == [(None, WINTER)]


def test_a_story_is_found_by_a_headline_it_had_before_readers(editor):
    winter = live("“Ferry company” keeps winter timetable—until May", editor)
    Article.objects.filter(pk=winter.pk).update(headline="Renamed on the desk")

    article = file(pasted_copy.read(FERRY), by=editor)

    assert [link.target for link in article.related_links.all()] == [winter]


def test_a_read_line_with_an_address_leads_there(editor, settings):
    winter = live(WINTER, editor)
    path = winter.editions.get().path
    draft = pasted_copy.read(
        f"{PLAIN}\nREAD: Ours {settings.SITE_URL}{path}\n\nREAD: Not ours https://other.example/x\n"
    )

    article = file(draft, by=editor)

    assert [(link.target, link.url, link.title) for link in article.related_links.all()] == [
        (winter, "", ""),
        (None, "https://other.example/x", "Not ours"),
    ]


def test_a_read_line_and_the_appeal_can_stay_text(editor):
    article = file(pasted_copy.read(FERRY), by=editor, answers=Answers(reads={0: "text"}, keep_appeal=True))

    assert f"<p>READ: {WINTER}</p>" in article.body
    assert "Become a member from £4 a month.</p>" in article.body
    assert not RelatedLink.objects.exists()
    became = {row["kind"]: row["became"] for row in article.intake.report}
    assert (became["read"], became["appeal"]) == ("body", "body")


def test_an_unclear_licence_holds_the_picture_back(editor):
    article = file(pasted_copy.read(FERRY), by=editor)

    codes = {problem.code for problem in problems.problems(article) if problem.blocking}
    assert "no-licence" in codes
    [said] = told_of_pictures(article)
    assert said.startswith("Open: “CC 2.0” names no one licence, it may be CC BY 2.0, ")


def test_a_licence_that_was_chosen_is_on_the_credit(editor):
    chosen = Licence.objects.get(code="cc-by-2.0")
    answers = Answers(licences={0: chosen}, links={0: "https://pics.example/1"})

    article = file(pasted_copy.read(FERRY), by=editor, answers=answers)

    credit = PhotoCredit.objects.get(photo__uses__article=article)
    assert (credit.licence, credit.terms, credit.source_url) == (chosen, "", "https://pics.example/1")
    assert told_of_pictures(article) == {"The picture is to come; upload its file."}


def test_a_picture_line_in_the_story_has_its_place_there(editor):
    draft = pasted_copy.read(f"{PLAIN}\nThe pier in June. (Rosa Quint / CC BY-SA 4.0)\n\nMore text.\n")

    article = file(draft, by=editor)

    photo = Photo.objects.get()
    assert [kind for kind, _value in parts.cut(article.body)] == ["html", "photo", "html"]
    assert [(use.photo, use.place) for use in article.photo_uses.all()] == [(photo, "text")]
    assert photo.credit.licence.code == "cc-by-sa-4.0"


def test_lists_and_links_of_a_document_are_kept(editor):
    draft = pasted_copy.read_rich((COPY / "word.html").read_text(encoding="utf-8"))

    article = file(draft, by=editor)

    assert article.body == (
        "<p>The night bus to the quarry will <em>not</em> run after June, the valley’s "
        '<a href="https://valley.example/plan?page=2">transport plan</a> says.</p>'
        "<ul><li>Two drivers move to the school run.</li><li>The stop at the weir stays.</li></ul>"
    )


def test_who_may_not_add_stories_files_nothing():
    reader = User.objects.create_user("reader")

    with pytest.raises(PermissionDenied):
        file(pasted_copy.read(FERRY), by=reader)

    assert not Article.objects.exists()
    reader.user_permissions.add(Permission.objects.get(codename="add_article"))
    assert file(pasted_copy.read(FERRY), by=User.objects.get(pk=reader.pk)).pk


@pytest.mark.parametrize(
    "line", ["By Elin Marsh (The  Coast Wire)", "By Elin Marsh / The\u00a0Coast Wire\u200b"]
)
def test_an_outlet_is_told_as_one_however_it_was_spaced(editor, line):
    source = f"{line}\n\nThe council met."

    article = file(pasted_copy.read(source), by=editor)

    rows = article.intake.report
    assert [row["became"] for row in rows] == [
        *("byline", "between parts", "outlet", "between parts"),
        *(("between parts", "body") if rows[3]["kind"] == "mark" else ("body",)),
    ]
    assert "".join(row["text"] for row in rows) == source
