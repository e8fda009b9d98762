#!/bin/sh
# The image's program. With nothing, or with options for gunicorn, it serves; with a command it is
# the command line: `docker run dateline`, `docker run dateline models list`.
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
# What is to be ended during the few seconds that `models init` takes ends after them; the first
# process of a container would pass TERM over.
trap 'exit 143' TERM
# A folder of models other than the image's begins with the shipped one, and gets that of a newer
# image as long as nobody has trained or promoted another, which the command finds out. It takes two
# seconds, and is not asked where the history knows the current one as nobody's but theirs.
begins() {
  [ -n "${DATELINE_MODELS:-}" ] || return 1
  current=$(tr -d '[:space:]' 2>/dev/null <"$DATELINE_MODELS/current") || return 0
  [ -n "$current" ] || return 0
  [ "$current" != "$(cat "$root/models/current")" ] &&
    grep -F "\"$current\"" "$DATELINE_MODELS/history.jsonl" 2>/dev/null |
    grep -qF '"shipped with Dateline '
}
if begins; then
  python -P -m service.cli models init --quiet >&2 || [ -s "$DATELINE_MODELS/current" ]
fi
# exec: what serves is the first process, and gets the signals.
case ${1:-} in
  -h | --help | --version | [!-]*) exec python -P -m service.cli "$@" ;;
  *) exec gunicorn --config "$root/deploy/gunicorn.conf.py" "service:create_app()" "$@" ;;
esac
