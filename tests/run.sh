#!/bin/sh
# Every check, then the tests on SQLite and on PostgreSQL. Ends with pytest's own closing line.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
tests/lint.sh
tests/chromium.sh
echo "== tests on SQLite"
pytest -n 2 --dist loadgroup
echo "== tests on PostgreSQL"
python -m tests.postgres pytest -n 2 --dist loadgroup
