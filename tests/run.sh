#!/bin/sh
# Every check, then the tests on SQLite, then those that a database can change on PostgreSQL. Ends with pytest's own
# closing line.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
# Some images forbid it, and then each worker and each process that a test starts compiles all modules anew.
unset PYTHONDONTWRITEBYTECODE
tests/lint.sh
tests/chromium.sh
# Three workers on two cores: the one that drives a browser mostly waits for it.
echo "== tests on SQLite"
pytest -n 3 --dist loadfile
echo "== tests on PostgreSQL"
DATABASE_TESTS_ONLY=1 python -m tests.postgres pytest -n 3 --dist loadfile
