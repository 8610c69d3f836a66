#!/bin/sh
# A Chromium for the browser tests: the one that is installed, or one installed the way the platform allows. The one
# without windows does with a third of the work.
set -eu
for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
echo "== no Chromium found; installing one"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  for package in chromium-headless-shell chromium; do
    apt-get install -y -qq "$package" >/dev/null && exit 0
  done
fi
playwright install chromium && exit 0
echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell; or name it in CHROMIUM) and run again." >&2
exit 1
