"""What two people changed at one place of a story is asked, with both texts in hand, and kept as it is decided."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.editing.autosaving import not_saved
from articles.models import Article
from newsroom.models import User
from tests.builders.newsdesk import author, outlet, photo, section, story
from tests.driving.merge_page import asked, chosen, merged, said, save, sent
from tests.driving.storydesk import address, opened, person, typed_on

pytestmark = pytest.mark.django_db

BODY = "<p>One paragraph.</p><p>Another paragraph.</p><p>The last of them.</p>"


def collision(field, both, label, words=None):
    return pytest.param(field, both, {label: words or both}, id=label)


@pytest.mark.parametrize(
    ("field", "both", "told"),
    [
        collision("headline", ("Maya", "Ines"), "Headline"),
        collision("standfirst", ("Maya", "Ines"), "Standfirst"),
        collision("kicker", ("Maya", "Ines"), "Kicker"),
        collision("key_points", ("Maya", "Ines"), "In short"),
        collision("kind", ("opinion", "review"), "Kind", ("Opinion", "Review")),
        collision("prominence", ("1", "2"), "Place on the front page", ("On the front page", "Leads the front page")),
        collision("slug", ("maya", "ines"), "Address"),
        collision("state", ("legal", "ready"), "State", ("Legal check", "Ready")),
        collision("deadline", ("2031-01-01T10:00", "2031-01-02T10:00"), "Due", ("2031-01-01 10:00", "2031-01-02 10:00")),
        collision("embargo", ("2031-01-01T10:00", "2031-01-02T10:00"), "Embargo", ("2031-01-01 10:00", "2031-01-02 10:00")),
        collision("outlet_url", ("https://a.example/", "https://b.example/"), "Link to the partner's original"),
        collision("photo_uses-0-caption", ("Maya", "Ines"), "Picture: The basin, caption"),
        collision("photo_uses-0-alt", ("Maya", "Ines"), "Picture: The basin, alt text"),
        collision("photo_uses-0-focal_x", ("10", "20"), "Picture: The basin, focal point", ("10 % from the left, 50 % from the top", "20 % from the left, 50 % from the top")),
        collision("bylines-0-role", ("data", "editing"), "Byline: Ines Amaral, role", ("Data by", "Edited by")),
        collision("body", ("<p>By Maya.</p>", "<p>By Ines.</p>"), "Paragraph 1", ("By Maya.", "By Ines.")),
    ],
)  # fmt: skip
def test_what_both_changed_is_asked_with_both_in_hand_and_each_can_be_kept(maya, ines, field, both, told):
    mine, theirs = both
    article = story(body="<p>As it was.</p>", lead=photo("The basin"))
    save(ines, article)
    hers = opened(maya, article) | {field: mine}
    save(ines, article, **{field: theirs})

    answer = maya.post(address(article), hers)
    assert asked(answer) == told
    assert sent(maya.post(address(article), sent(answer)))  # still to be decided
    saved = maya.post(address(article), sent(answer) | chosen(answer, *told, "mine"))

    assert saved.status_code == 302
    assert str(opened(maya, article)[field]) == mine


def test_a_section_an_outlet_and_who_has_it_are_asked_by_name(maya, ines):
    article, other = story(), person("otto")
    hers = opened(maya, article) | {
        "section": section("City").pk,
        "outlet": outlet("Us").pk,
        "assigned_to": other.pk,
    }
    save(ines, article, section=section("Sport").pk, outlet=outlet("Them").pk, assigned_to=person("wim").pk)

    answer = maya.post(address(article), hers)

    assert asked(answer) == {
        "Outlet": ("Us", "Them"),
        "Section": ("City", "Sport"),
        "Who holds it": ("otto", "wim"),
    }
    choices = chosen(answer, "Outlet", "theirs") | chosen(answer, "Section", "mine")
    maya.post(address(article), sent(answer) | choices | chosen(answer, "Who holds it", "mine"))
    article.refresh_from_db()
    assert (article.outlet.name, article.section.name, article.assigned_to) == ("Them", "City", other)


def test_what_one_took_out_and_the_other_changed_is_asked(maya, ines):
    article = story(body=BODY, lead=photo("The basin"), authors=[author("Tom"), author("Lotte")])
    hers = opened(maya, article) | {
        "body": BODY.replace("<p>Another paragraph.</p>", ""),
        "photo_uses-0-DELETE": "on",
    }
    changed = BODY.replace("Another paragraph.", "Another paragraph, said Ines.")
    save(ines, article, body=changed, **{"photo_uses-0-caption": "By Ines"})

    answer = maya.post(address(article), hers)

    assert asked(answer) == {
        "Paragraph 2": ("", "Another paragraph, said Ines."),
        "Picture": ("", "The basin: By Ines"),
    }
    choices = chosen(answer, "Paragraph 2", "theirs") | chosen(answer, "Picture", "mine")
    maya.post(address(article), sent(answer) | choices)
    article.refresh_from_db()
    assert (article.body, article.photo_uses.count()) == (changed, 0)


def test_a_paragraph_can_be_kept_in_both_ways_or_written_anew_and_a_merge_be_changed(maya, ines):
    article = story(headline="Old", body=BODY)
    hers = opened(maya, article) | {"body": BODY.replace("One", "Maya’s").replace("The last", "Maya’s last")}
    save(ines, article, headline="New", body=BODY.replace("One", "Ines’s").replace("The last", "Ines’s last"))
    answer = maya.post(address(article), hers)
    assert merged(answer) == {"Headline": "Only ines changed it"}

    choices = chosen(answer, "Paragraph 1", "both") | chosen(answer, "Headline", "mine")
    choices |= chosen(answer, "Paragraph 3", "anew", "A <new> one.\n\nAnd one more.")
    maya.post(address(article), sent(answer) | choices)

    article.refresh_from_db()
    assert article.headline == "Old"
    assert article.body == (
        "<p>Maya’s paragraph.</p><p>Ines’s paragraph.</p><p>Another paragraph.</p>"
        "<p>A &lt;new&gt; one.</p><p>And one more.</p>"
    )


def test_nothing_written_anew_is_nothing_decided(maya, ines):
    article = story(headline="Old")
    hers = opened(maya, article) | {"headline": "Maya"}
    save(ines, article, headline="Ines")
    answer = maya.post(address(article), hers)

    again = maya.post(address(article), sent(answer) | chosen(answer, "Headline", "anew", " "))

    assert asked(again) == {"Headline": ("Maya", "Ines")}
    assert Article.objects.get(pk=article.pk).headline == "Ines"


def test_where_only_bold_or_links_differ_their_marks_are_shown(maya, ines):
    article = story(body="<p>One word.</p>")
    hers = opened(maya, article) | {"body": "<p>One <strong>word</strong>.</p>"}
    save(ines, article, body="<p>One <em>word</em>.</p>")

    answer = maya.post(address(article), hers)

    assert asked(answer) == {
        "Paragraph 1": ("<p>One <strong>word</strong>.</p>", "<p>One <em>word</em>.</p>")
    }
    assert '<div class="text"><p>One <strong>word</strong>.</p></div>' in answer.text
    assert "&lt;strong&gt;" not in answer.text.partition('class="places"')[2].partition("<fieldset")[0]


def test_where_a_link_leads_stands_behind_its_words(maya, ines):
    article = story(body="<p>One word.</p>")
    hers = opened(maya, article) | {"body": '<p>One <a href="https://a.example/">word</a>.</p>'}
    save(ines, article, body='<p>One <a href="https://b.example/">word</a>.</p>')

    answer = maya.post(address(article), hers)

    assert "<p>One <u>word</u> ⟨https://a.example/⟩.</p>" in answer.text


def test_a_paragraph_is_written_anew_with_its_bold_words_and_cleaned(maya, ines):
    article = story(body=BODY)
    hers = opened(maya, article) | {"body": BODY.replace("One", "<strong>Maya’s</strong>")}
    save(ines, article, body=BODY.replace("One", "Ines’s"))
    answer = maya.post(address(article), hers)
    (place,) = [each for each in answer.context["places"] if getattr(each, "is_asked", False)]
    assert (place.anew, place.anew_html) == ("Maya’s paragraph.", "<p><strong>Maya’s</strong> paragraph.</p>")
    choices = chosen(answer, "Paragraph 1", "anew", "In the plain box.")

    empty = maya.post(address(article), sent(answer) | choices | {place.html_name: "<p></p>"})
    assert asked(empty) == asked(answer)
    html = '<p>All <strong>anew</strong><script>x</script>.</p><p onclick="x">And more.</p>'
    maya.post(address(article), sent(answer) | choices | {place.html_name: html})

    article.refresh_from_db()
    assert article.body.startswith(
        "<p>All <strong>anew</strong>.</p><p>And more.</p><p>Another paragraph.</p>"
    )


def test_a_read_line_is_shown_as_it_stands_in_the_text(maya, ines):
    target, body = story("Four answers"), "<p>Text.</p>"
    article = story(body=body)
    hers = opened(maya, article) | {"body": "<p>By Maya.</p>"}
    save(ines, article, body="<p>By Ines.</p>" + parts.block("read", id=target.pk))

    answer = maya.post(address(article), hers)

    assert asked(answer) == {"Paragraph 1": ("By Maya.", "By Ines.\n\nREAD: Four answers")}
    assert "Save as v3" in answer.text


def test_theirs_stays_and_mine_is_kept_as_a_version(maya, ines):
    article = story(headline="Old")
    hers = opened(maya, article) | {"headline": "Maya"}
    user = User.objects.get(username="maya")
    typed_on(maya, user, hers, article, 1)
    save(ines, article, headline="Ines")
    answer = maya.post(address(article), hers)
    assert not_saved(user).count() == 1

    kept = maya.post(address(article), sent(answer, _beside="1"))

    article.refresh_from_db()
    assert (kept.status_code, article.headline) == (302, "Ines")
    assert [version.copy.headline for version in article.versions.order_by("number")] == [
        "Old",
        "Ines",
        "Maya",
        "Ines",
    ]
    assert article.versions.get(number=3).reason == "Kept beside what was saved meanwhile by ines."
    assert said(kept) == ["What was saved by ines stays. Your text is kept as v3."]
    assert all(version.is_intact() for version in article.versions.all())
    # The next who opens it begins from what is saved.
    assert opened(ines, article)["opened"] == 4
    assert not_saved(user).count() == 0


def test_a_merge_that_cannot_be_saved_as_it_is_says_why_in_the_form(maya, ines):
    article = story(headline="Old")
    hers = opened(maya, article) | {"headline": "Maya"}
    save(ines, article, headline="Ines", kicker="By Ines")
    answer = maya.post(address(article), hers)

    refused = maya.post(address(article), sent(answer) | chosen(answer, "Headline", "anew", "x" * 161))

    form = refused.context["adminform"].form
    assert (refused.status_code, list(form.errors)) == (200, ["headline"])
    assert form["kicker"].value() == "By Ines"


def test_a_form_that_nobody_knows_the_beginning_of_asks_all_that_differs(maya):
    article = story(kicker="Saved")
    form = opened(maya, article) | {"headline": "Changed", "kicker": ""}
    for name in ("revision", "opened", "initial-state", "form_key"):
        del form[name]

    answer = maya.post(address(article), form)

    assert asked(answer) == {"Headline": ("Changed", "Pilot boats find nothing"), "Kicker": ("", "Saved")}


def test_the_same_person_in_two_tabs_is_asked_as_two_are(maya):
    article = story(headline="Old", kicker="Old")
    first, second = opened(maya, article), opened(maya, article)
    maya.post(address(article), first | {"headline": "One tab", "kicker": "One tab"})

    answer = maya.post(address(article), second | {"headline": "Other tab"})

    assert asked(answer) == {"Headline": ("Other tab", "One tab")}
    assert merged(answer) == {"Kicker": "Only you in another tab changed it"}
    # For all who read the versions it has a name.
    maya.post(address(article), sent(answer, _beside="1"))
    reason = article.versions.order_by("-number")[1].reason
    assert reason == "Kept beside what was saved meanwhile by maya."
