"""Two people save one story: the page that asks what both changed, and how it is answered."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client

from articles.models import Article
from tests.driving.storydesk import address, opened


def save(client: Client, article: Article, **changed: Any) -> None:
    """Opened now, changed and saved."""
    answer = client.post(address(article), opened(client, article) | changed)
    assert answer.status_code == 302


def said(answer: Any) -> list[str]:
    """What the desk says after a save."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def asked(answer: Any) -> dict[str, tuple[str, str]]:
    """Each place that has to be decided: (mine, theirs), in words."""
    return {
        place.label: (place.difference.mine, place.difference.theirs)
        for place in _places(answer)
        if place.is_asked
    }


def merged(answer: Any) -> dict[str, str]:
    """Each place that is merged already, and who changed it."""
    return {place.label: place.note for place in _places(answer) if not place.is_asked}


def sent(answer: Any, **extra: str) -> dict[str, Any]:
    """What the page sends if nothing more is chosen on it."""
    data: dict[str, Any] = {}
    for name, value in answer.context["sent"]:
        data.setdefault(name, []).append(value)
    for place in _places(answer):
        chosen = [keep for keep, _word, is_chosen in place.keep if is_chosen]
        data |= {place.keep_name: chosen} if chosen else {}
        data |= {place.anew_name: [place.anew]} if place.anew is not None else {}
    return data | extra


def chosen(answer: Any, label: str, keep: str, anew: str = "") -> dict[str, str]:
    """That place, decided so."""
    place = next(each for each in _places(answer) if each.label == label)
    return {place.keep_name: keep} | ({place.anew_name: anew} if anew else {})


def _places(answer: Any) -> list[Any]:
    assert answer.status_code == 409
    return [place for place in answer.context["places"] if hasattr(place, "piece")]
