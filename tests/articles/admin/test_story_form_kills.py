"""Nothing typed is lost when the server is killed: proven in a process of its own. A fork of one that drives a browser
holds locks whose threads it does not have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROOF = Path(__file__).with_name("killed_saves.py")


@pytest.mark.django_db(transaction=True)
def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone") + "_kills"

    proof = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", f"--basetemp={shared / worker}", PROOF],
        env={**os.environ, "PYTEST_XDIST_WORKER": worker, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert proof.returncode == 0, proof.stdout + proof.stderr
