#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pushes what the kernel said since the last time from the systemd journal to Patchrisk.
set -eu

usage() {
  cat <<'TEXT'
Usage: journal-push.sh --url URL --host NAME [--state DIR] [--dry-run]
       journal-push.sh --print-units --url URL --host NAME

Takes the kernel's entries from the journal, posts them as application/jsonl, and remembers where it stopped only when
they are stored: what failed is sent again, under the same idempotency key. After a crash the next boot also sends what
the journal kept of the one before. For hosts without rsyslog; needs journalctl, curl, sed and sha256sum.

  --url URL      root of Patchrisk's API, such as http://127.0.0.1:8470
  --host NAME    this host's id or alias there
  --state DIR    where it remembers how far it came, /var/lib/patchrisk unless given
  --dry-run      say how many entries would be sent, and send nothing
  --print-units  print a systemd service and a timer that run this every 5 seconds
TEXT
}

say() { printf '%s\n' "$*"; }
die() { printf 'journal-push: %s\n' "$*" >&2; exit 1; }

url='' host='' state=/var/lib/patchrisk dry_run='' action=push

while [ $# -gt 0 ]; do
  case $1 in
    --url | --host | --state)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $2 in '' | *[!A-Za-z0-9.:_/@-]*) die "$1: $2 has characters that do not belong there" ;; esac
      case $1 in
        --url) url=${2%/} ;;
        --host) host=$2 ;;
        --state) state=$2 ;;
      esac
      shift 2
      ;;
    --dry-run) dry_run=yes; shift ;;
    --print-units) action=units; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "unknown argument: $1" ;;
  esac
done
if [ -z "$url" ] || [ -z "$host" ]; then
  usage >&2
  die "--url and --host are needed"
fi

# At most 1 MiB is taken at once; an entry is about 1 KiB.
at_once=500

# entries COUNT: the first entries behind the cursor. -k would leave out the boot before, where a crash is.
entries() {
  if [ -s "$state/cursor" ]; then
    journalctl --quiet --no-pager --output=json --after-cursor="$(cat "$state/cursor")" _TRANSPORT=kernel
  else
    journalctl --quiet --no-pager --output=json --boot=0 _TRANSPORT=kernel
  fi | head -n "$1"
}

# post FILE: sends a batch; prints the status of the answer.
post() {
  key=$(sha256sum <"$1" | cut -c 1-32)
  curl --silent --output "$work/answer" --write-out '%{http_code}' --max-time 20 \
    --header 'Content-Type: application/jsonl' --header "Idempotency-Key: journal-$key" \
    --data-binary "@$1" "$url/api/v1/hosts/$host/kernel-log"
}

push() {
  work=$(mktemp -d) || die "no place for a temporary file"
  trap 'rm -rf -- "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  if [ -n "$dry_run" ]; then
    say "would send $(entries 100000 | wc -l | tr -d ' ') entries to $url/api/v1/hosts/$host/kernel-log"
    return 0
  fi
  mkdir -p "$state" || die "$state cannot be made"
  count=$at_once
  while entries "$count" >"$work/batch" && [ -s "$work/batch" ]; do
    status=$(post "$work/batch") || die "$url cannot be reached; it is sent the next time"
    case $status in
      202) ;;
      413)
        [ "$count" -gt 1 ] || die "an entry is too large for $url"
        count=$((count / 2))
        continue
        ;;
      *) die "$url answered $status; it is sent the next time: $(head -c 500 "$work/answer")" ;;
    esac
    cursor=$(tail -n 1 "$work/batch" | sed -n 's/.*"__CURSOR" *: *"\([^"]*\)".*/\1/p')
    [ -n "$cursor" ] || die "journalctl gave an entry without a cursor"
    printf '%s\n' "$cursor" >"$state/cursor.new" && mv -f -- "$state/cursor.new" "$state/cursor"
    say "sent $(wc -l <"$work/batch" | tr -d ' ') entries"
    count=$at_once
  done
}

units() {
  path=$(cd -- "$(dirname -- "$0")" && pwd)/$(basename -- "$0")
  cat <<TEXT
# /etc/systemd/system/patchrisk-journal.service
[Unit]
Description=Push the kernel's journal to Patchrisk

[Service]
Type=oneshot
StateDirectory=patchrisk
ExecStart=$path --url $url --host $host

# /etc/systemd/system/patchrisk-journal.timer
[Unit]
Description=Push the kernel's journal to Patchrisk every 5 seconds

[Timer]
OnBootSec=5
OnUnitInactiveSec=5
AccuracySec=1

[Install]
WantedBy=timers.target
TEXT
}

"$action"
