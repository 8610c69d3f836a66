"""`make quick` runs the tests that belong to what was changed."""

from __future__ import annotations

from tests.tooling.changed import ALWAYS, mirrored


def found(*changed: str) -> set[str]:
    return set(mirrored(changed)) - set(ALWAYS)


def test_a_module_leads_to_the_folder_that_mirrors_its_room():
    assert found("membership/giving/gate.py") == {"tests/membership/giving"}
    assert found("membership/books/closing/sealing.py") == {"tests/membership/books/closing"}
    assert found("newsroom/mail/budget.py") == {"tests/newsroom/mail"}


def test_a_room_without_a_folder_leads_to_the_tests_named_like_it():
    assert "tests/newsroom/test_jobs.py" in found("newsroom/jobs.py")


def test_a_test_leads_to_itself_and_what_is_no_code_to_nothing():
    assert found("tests/tooling/test_changed.py") == {"tests/tooling/test_changed.py"}
    assert found("README.md", "membership/nothing_like_it.txt", "tests/test_gone.py") == set()


def test_the_house_is_always_looked_at():
    assert set(mirrored([])) == set(ALWAYS)
