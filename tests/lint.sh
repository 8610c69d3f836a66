#!/bin/sh
# Formatting, lint, scripts, style sheets, types, templates, dependencies, migrations and the deployment check.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
echo "== format";       ruff format --check --quiet .
echo "== lint";         ruff check --quiet .
echo "== scripts"
export DENO_DIR="$scratch/deno" DENO_NO_UPDATE_CHECK=1
scripts=$(find articles membership newsroom -name '*.js')
deno fmt --quiet --check -c tests/deno.json $scripts
deno lint --quiet -c tests/deno.json $scripts
echo "== style sheets"; python -m tests.tooling.style_sheets
echo "== types";        DATA_DIR="$scratch/data" mypy --no-error-summary newsroom articles membership
echo "== templates";    djlint --quiet --lint templates articles membership
echo "== dependencies"; deptry --no-ansi . 2>&1 | tail -n 20
echo "== migrations";   DATA_DIR="$scratch/data" python manage.py makemigrations --check --dry-run
echo "== deployment"
DATA_DIR="$scratch/data" DEMO=0 SITE_URL=https://paper.example python manage.py check --deploy --fail-level WARNING
