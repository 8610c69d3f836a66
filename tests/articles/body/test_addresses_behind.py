"""More that stands before a page, and more that follows who opens it: mail filters, caches, sites' own marks."""

from __future__ import annotations

import base64

import pytest

from articles.body.addresses import plain

TARGET = "https://example.org/report?id=7"
Q = "https%3A%2F%2Fexample.org%2Freport%3Fid%3D7"
B64 = base64.urlsafe_b64encode(TARGET.encode()).decode().rstrip("=")

WRAPPED = [
    f"https://www.bing.com/ck/a?!&&p=abc&ptn=3&hsh=3&u=a1{B64}&ntb=1",
    f"https://eu-central-1.protection.sophos.com?d=example.org&u={base64.b64encode(TARGET.encode()).decode()}&p=m",
    f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={Q}&locale=en",
    f"https://outlook.office.com/mail/safelink.html?url={Q}&corid=1",
    f"https://deref-gmx.net/mail/client/abc/dereferrer/?redirectUrl={Q}",
    f"https://deref-web.de/mail/client/abc/dereferrer/?redirectUrl={Q}",
    f"https://protect2.fireeye.com/v1/url?k=x&q=1&u={Q}",
    f"https://ddec1-0-en-ctp.trendmicro.com/wis/clicktime/v1/query?url={Q}&umid=x",
    f"https://clicktime.symantec.com/3abc?u={Q}",
    f"https://avanan.url-protection.com/v1/url?o={Q}&g=x",
    f"https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU={Q}/RK=2/RS=x",
    f"https://search.app/?link={Q}&utm_campaign=x",
    f"https://l.workplace.com/l.php?u={Q}",
    f"https://medium.com/r/?url={Q}",
    f"https://t.me/iv?url={Q}&rhash=1",
    "https://example-org.cdn.ampproject.org/c/s/example.org/report?id=7",
    "https://example-org.cdn.ampproject.org/v/s/example.org/report?amp_js_v=0.1&id=7&amp_gsa=1",
    "https://www.google.com/amp/s/example.org/report%3Fid=7",
]


@pytest.mark.parametrize("address", WRAPPED)
def test_an_address_behind_a_filter_a_cache_or_a_search_is_found(address):
    assert plain(address) == TARGET


@pytest.mark.parametrize(
    "address",
    [
        "https://www.bing.com/ck/a?u=a1%%%",
        f"https://www.bing.com/ck/a?u=a1{base64.urlsafe_b64encode(b'javascript:alert(1)').decode()}",
        "https://www.bing.com/search?q=example.org",
        "https://urldefense.com/v3/__https://example.org/report*id=7__;%%%!!ABC$",
        "https://cdn.ampproject.org/v0.js",
        "https://www.google.com/amp/",
        "https://example.org/c/s/other.example/page",
        "https://notprotection.sophos.com.example/?u=" + B64,
    ],
)
def test_what_only_looks_like_one_stays_as_it_is(address):
    assert plain(address) == address


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?utm_source=x&amp;utm_medium=y", "https://example.org/a"),
        ("https://example.org/a?id=7&amp;utm_medium=y&amp;page=2", "https://example.org/a?id=7&amp;page=2"),
        ("https://example.org/a?srsltid=1&id=7&fb_source=x&__hstc=2", "https://example.org/a?id=7"),
        ("https://example.org/a#part:~:text=ferry", "https://example.org/a#part"),
        ("https://example.org/a#Echobox=1700000000", "https://example.org/a"),
        ("https://youtu.be/abc?si=XYZ&t=30", "https://youtu.be/abc?t=30"),
        ("https://x.com/harbour/status/1?s=20&t=abc", "https://x.com/harbour/status/1"),
        ("https://en.wikipedia.org/wiki/Ferry?wprov=sfla1", "https://en.wikipedia.org/wiki/Ferry"),
        ("https://example.org/a?si=2&s=3&t=4&cmp=5", "https://example.org/a?si=2&s=3&t=4&cmp=5"),
    ],
)
def test_what_follows_a_reader_goes_and_what_names_the_page_stays(address, kept):
    assert plain(address) == kept
