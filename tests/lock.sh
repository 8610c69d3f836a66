#!/bin/sh
# Both lock files, exact and with hashes, for every platform. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
lock() {
  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-annotate \
    --no-emit-index-url --custom-compile-command "make lock" "$@"
}
lock pyproject.toml -o requirements.txt
lock pyproject.toml --group test -c requirements.txt -o tests/requirements.txt
