#!/bin/sh
# Formatting, lint, scripts, style sheets, types, templates, dependencies, migrations and the deployment check. Types
# take as long as all the others, which run beside them; each of the two stops at its first fault.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DENO_DIR="$scratch/deno" DENO_NO_UPDATE_CHECK=1
(
  echo "== types"; DATA_DIR="$scratch/types" mypy --no-error-summary newsroom articles membership
) >"$scratch/said" 2>&1 &
types=$!
# No `||` here: under it, the shell would go on behind a fault.
set +e
(
  set -e
  echo "== format";       ruff format --check --quiet .
  echo "== lint";         ruff check --quiet .
  echo "== scripts"
  scripts=$(find articles membership newsroom -name '*.js' ! -name '*.min.js')
  deno fmt --quiet --check -c tests/deno.json $scripts
  deno lint --quiet -c tests/deno.json $scripts
  echo "== style sheets"; python -m tests.tooling.style_sheets
  echo "== templates";    djlint --quiet --lint templates articles membership
  echo "== dependencies"; deptry --no-ansi . >"$scratch/deptry" 2>&1 || { tail -n 20 "$scratch/deptry"; exit 1; }
  export DATA_DIR="$scratch/data"
  echo "== migrations";   python manage.py makemigrations --check --dry-run
  echo "== deployment"
  DEMO=0 SITE_URL=https://paper.example python manage.py check --deploy --fail-level WARNING
)
others=$?
wait $types
types=$?
cat "$scratch/said"
exit $((types | others))
