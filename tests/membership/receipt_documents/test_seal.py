"""A paper is kept as JSON and sealed: any change shows."""

from __future__ import annotations

import copy

import pytest

from membership.money import Money
from membership.receipt_documents import NotAPaper, Paper, seal
from tests.builders.receipt_documents import entry, paper


def test_a_paper_goes_to_json_and_back():
    one = paper("ca", entry(10000, "CAD", benefit=Money(5000, "CAD")))

    assert (Paper.from_json(one.as_json()), one.amount) == (one, Money(10000, "CAD"))


@pytest.mark.parametrize("spoilt", [{"version": 2}, {"number": None, "extra": 1}])
def test_what_is_no_paper_of_ours_is_refused(spoilt):
    with pytest.raises(NotAPaper):
        Paper.from_json({**paper("plain").as_json(), **spoilt})


def every_change(told, path=()):
    """The same JSON with one value changed, for each value in it."""
    for key, value in told.items() if isinstance(told, dict) else enumerate(told):
        if isinstance(value, dict | list):
            yield from every_change(value, (*path, key))
        else:
            yield (*path, key)


def test_any_change_breaks_the_seal():
    told = paper("ca", entry(10000, "CAD", benefit=Money(5000, "CAD"))).as_json()
    whole = seal(Paper.from_json(told), "before")
    seals = set()
    for path in every_change(told):
        if path == ("version",):
            continue
        spoilt = copy.deepcopy(told)
        place = spoilt
        for key in path[:-1]:
            place = place[key]
        value = place[path[-1]]
        place[path[-1]] = (
            (not value) if isinstance(value, bool) else value + (1 if isinstance(value, int) else "·")
        )
        seals.add(seal(Paper.from_json(spoilt), "before"))

    assert whole not in seals
    assert len(seals) == len(list(every_change(told))) - 1
    assert whole == seal(Paper.from_json(told), "before") != seal(Paper.from_json(told), "")
