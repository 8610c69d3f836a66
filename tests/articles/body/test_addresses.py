"""Links of pasted copy lead where the writer meant, and follow nobody."""

from __future__ import annotations

import pytest

from articles.body.addresses import plain
from articles.body.cleaning import clean

TARGET = "https://example.org/report?id=7"
Q = "https%3A%2F%2Fexample.org%2Freport%3Fid%3D7"

WRAPPED = [
    f"https://www.google.com/url?q={Q}&sa=D&source=docs",
    f"https://www.google.co.uk/url?sa=t&url={Q}",
    f"https://eur02.safelinks.protection.outlook.com/?url={Q}&data=05%7C01&reserved=0",
    f"https://l.facebook.com/l.php?u={Q}%26fbclid%3DIwAR0&h=AT0",
    f"https://www.facebook.com/l.php?u={Q}",
    f"https://l.instagram.com/?u={Q}&e=ATP",
    f"https://www.linkedin.com/redir/redirect?url={Q}&urlhash=x",
    f"https://www.youtube.com/redirect?event=video&q={Q}",
    f"https://out.reddit.com/t3_x?url={Q}&token=AQ",
    f"https://duckduckgo.com/l/?uddg={Q}",
    f"https://slack-redir.net/link?url={Q}",
    f"https://vk.com/away.php?to={Q}",
    f"https://t.umblr.com/redirect?z={Q}&t=x",
    f"https://linkprotect.cudasvc.com/url?a={Q}&c=E",
    f"https://urldefense.proofpoint.com/v1/url?u={Q}&k=x",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_report-3Fid-3D7&d=DwMFaQ&c=x",
    "https://urldefense.com/v3/__https://example.org/report?id=7__;!!ABC$",
    "https://urldefense.com/v3/__https:/example.org/report*id=7__;Pw!!ABC$",
    f"https://secure-web.cisco.com/1abc/{Q}",
    f"https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D{Q.replace('%', '%25')}",
]


@pytest.mark.parametrize("address", WRAPPED)
def test_a_wrapped_address_is_unwrapped(address):
    assert plain(address) == TARGET


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://l.facebook.com/l.php?u=data:text/html,x",
        "https://urldefense.proofpoint.com/v2/url?u=javascript-3Aalert-281-29",
        "https://urldefense.com/v3/__javascript:alert(1)__;!!ABC$",
        "https://urldefense.com/v3/__",
        "https://www.facebook.com/harbour.post?u=https://evil.example/",
        "https://www.google.com/search?q=https://example.org/",
        "https://notgoogle.com/url?q=https://example.org/",
        "https://example.org/url?q=https://other.example/",
        "https://t.co/AbCd",
        "http://[bad",
    ],
)
def test_what_is_no_wrapper_or_hides_no_page_stays_as_it_is(address):
    assert plain(address) == address


TRACKED = [
    ("https://example.org/page?utm_source=x&fbclid=y&id=7", "https://example.org/page?id=7"),
    ("https://example.org/?gclid=1", "https://example.org/"),
    ("https://example.org/a?b=%20c+d&mc_eid=1&e=", "https://example.org/a?b=%20c+d&e="),
    ("https://example.org/?q=utm_source&UTM_Medium=x", "https://example.org/?q=utm_source"),
    ("https://example.org/a?igshid=1&msclkid=2&_hsenc=3&mkt_tok=4#part", "https://example.org/a#part"),
    ("https://example.org/a#:~:text=ferry", "https://example.org/a"),
    ("https://example.org/a?id=7;x&y=%C3%A9#top", "https://example.org/a?id=7;x&y=%C3%A9#top"),
]


@pytest.mark.parametrize(("address", "kept"), TRACKED)
def test_what_follows_the_reader_goes_and_all_else_stays_letter_for_letter(address, kept):
    assert plain(address) == kept


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("example.org/x", "https://example.org/x"),
        ("www.example.org", "https://www.example.org"),
        ("//example.org/x", "https://example.org/x"),
        ("example.org:8000/x", "https://example.org:8000/x"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("/city/ferry/", "/city/ferry/"),
        ("annual-report.pdf", "annual-report.pdf"),
        ("#_ftn1", ""),
        ("#", ""),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("file:///C:/Users/x/report.htm", ""),
        ("data:text/html,x", ""),
        ("tel:+491234", ""),
    ],
)
def test_an_address_without_its_beginning_is_made_whole_or_leads_nowhere(address, made):
    assert plain(address) == made


def test_links_in_a_body_are_plain_whoever_pasted_them():
    assert (
        clean(
            f"<p><a href='{WRAPPED[0]}'>one</a> <a href='example.org/x?utm_source=y'>two</a> <a href='#n1'>[1]</a></p>"
        )
        == f'<p><a href="{TARGET}">one</a> <a href="https://example.org/x">two</a> [1]</p>'
    )


def test_cells_of_a_table_in_a_body_do_not_run_into_each_other():
    table = "<table><tbody><tr><th>Port</th><th>Tons</th></tr><tr><td>Kelby</td><td>1,204</td></tr></tbody></table>"

    assert clean(f"<p>Before</p>{table}<p>After</p>") == (
        "<p>Before</p><p>Port Tons</p><p>Kelby 1,204</p><p>After</p>"
    )


def test_bold_of_word_is_bold_in_a_body():
    assert clean("<p><b style='mso-bidi-font-weight:normal'>Bold</b></p>") == "<p><strong>Bold</strong></p>"
    assert clean("<p><b style='font-weight:normal'>Plain</b></p>") == "<p>Plain</p>"
