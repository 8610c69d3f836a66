#!/bin/sh
# The lock files, exact and with hashes, for every platform. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
lock() {
  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-annotate \
    --no-emit-index-url --custom-compile-command "make lock" "$@"
}
lock pyproject.toml -o requirements.txt
lock pyproject.toml --extra s3 -c requirements.txt -o deploy/requirements-s3.txt
lock pyproject.toml --extra s3 --group test -c deploy/requirements-s3.txt -o tests/requirements.txt
