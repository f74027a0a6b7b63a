#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tells Patchrisk what crashes of this host left behind: crash directories of kdump (RHEL, Fedora, Debian, Ubuntu, SUSE) and
# ABRT, and pstore records. Sends the listing and the log of the crashed kernel, never a dump. Only reads there; what was
# sent is remembered in a directory of its own.
set -u

url=${PATCHRISK_URL:-}
host=${PATCHRISK_HOST:-$(uname -n)}
state=${PATCHRISK_STATE:-/var/lib/patchrisk/crash-upload}
token_file=${PATCHRISK_TOKEN_FILE:-}
crash_dirs=${PATCHRISK_CRASH_DIRS-/var/crash /var/spool/abrt /var/tmp/abrt}
pstore_dirs=${PATCHRISK_PSTORE_DIRS-/var/lib/systemd/pstore /sys/fs/pstore}
dry_run=
longest_log=1000000 # the service takes 1 MiB
most_files=200
failed=0

usage() {
  cat <<'TEXT'
Usage: crash-upload.sh [--dry-run] [--url URL] [--host NAME]

Looks for crash directories and pstore records, and sends what is new to Patchrisk:
the names and sizes of files, and the log of the crashed kernel. Dumps are neither sent, moved nor deleted.

  --dry-run   print what would be sent, send and remember nothing
  --url URL   of the service, such as http://patchrisk:8470    (PATCHRISK_URL)
  --host NAME under which the service knows this host          (PATCHRISK_HOST; else uname -n)

Further settings, from the environment:
  PATCHRISK_CRASH_DIRS   searched for crash directories        (/var/crash /var/spool/abrt /var/tmp/abrt)
  PATCHRISK_PSTORE_DIRS  searched for pstore records           (/var/lib/systemd/pstore /sys/fs/pstore)
  PATCHRISK_STATE        remembers what was sent               (/var/lib/patchrisk/crash-upload)
  PATCHRISK_TOKEN_FILE   holds a bearer token, if the service is behind one

Exit status: 0 all was sent, 1 something was not and is tried again next time, 2 wrong usage.
TEXT
}

say() { printf 'crash-upload: %s\n' "$*" >&2; }

wrong() {
  say "$*"
  usage >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes ;;
    --url) [ $# -gt 1 ] || wrong "--url needs a value"; shift; url=$1 ;;
    --host) [ $# -gt 1 ] || wrong "--host needs a value"; shift; host=$1 ;;
    -h | --help) usage && exit 0 ;;
    *) wrong "unknown argument: $1" ;;
  esac
  shift
done
[ -n "$dry_run" ] || [ -n "$url" ] || wrong "no URL: set PATCHRISK_URL or use --url"
[ -n "$dry_run" ] || command -v curl >/dev/null || wrong "this needs curl"

work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM

# A name in one line, whatever it holds.
in_one_line() { printf '%s' "$1" | tr '\000-\037\177' '?'; }

# Seconds since 1970 at which a file was last changed; GNU, busybox and BSD disagree on how to ask.
changed_at() { stat -c %Y -- "$1" 2>/dev/null || stat -f %m -- "$1" 2>/dev/null; }

size_of() { stat -c %s -- "$1" 2>/dev/null || stat -f %z -- "$1" 2>/dev/null; }

regular() { [ -f "$1" ] && [ ! -L "$1" ] && [ -r "$1" ]; }

# CRASHTIME that the crashed kernel left in the first megabytes of its dump.
crash_time() {
  dd if="$1" bs=65536 count=32 2>/dev/null | LC_ALL=C tr -c '[:print:]' '\n' | sed -n 's/^CRASHTIME=\([0-9]\{1,11\}\)$/\1/p' | head -n 1
}

has_a_meaning() {
  case $1 in
    vmcore* | dump* | dmesg* | README.txt | kexec-dmesg.log) return 0 ;;
    *) return 1 ;;
  esac
}

# file: lines of a directory; what has a meaning comes first, so that a heap of others does not push it out.
list_files() {
  count=0
  left=0
  for pass in telling others; do
    for file in "$1"/*; do
      if has_a_meaning "${file##*/}"; then kind=telling; else kind=others; fi
      if [ "$kind" != "$pass" ] || ! regular "$file"; then
        continue
      elif [ "$count" -lt "$most_files" ]; then
        count=$((count + 1))
        printf 'file: %s %s\n' "$(size_of "$file")" "$(in_one_line "${file##*/}")"
      else
        left=$((left + 1))
      fi
    done
  done
  [ "$left" -eq 0 ] || printf 'files_left_out: %s\n' "$left"
}

first_of() {
  for candidate in "$@"; do
    if regular "$candidate" && [ -s "$candidate" ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

# The name of a log inside a crash directory; empty when there is none.
log_of() {
  first_of "$1"/vmcore-dmesg.txt "$1"/dmesg.[0-9]* "$1"/dmesg "$1"/dmesg.txt "$1"/vmcore-dmesg-incomplete.txt "$2"
}

is_abrt() { regular "$1/type" && grep -qiE '^(vmcore|kerneloops)$' "$1/type"; }

is_crash() {
  is_abrt "$1" && return
  for file in "$1"/vmcore "$1"/vmcore[.-]* "$1"/dump.[0-9]* "$1"/dump-incomplete* "$1"/dmesg "$1"/dmesg.[0-9]*; do
    regular "$file" && return
  done
  regular "$1/README.txt" && grep -q '^vmcore status:' "$1/README.txt"
}

# Writes head and log of a crash directory to $work/body.
describe_directory() {
  dir=$1
  extra=
  {
    printf 'path: %s\n' "$(in_one_line "$dir")"
    if is_abrt "$dir"; then
      printf 'family: abrt\n'
      extra=$dir/backtrace
    fi
    log=$(log_of "$dir" "$extra")
    dump=$(first_of "$dir"/vmcore "$dir"/vmcore.* "$dir"/dump.[0-9]* "$dir"/vmcore-incomplete "$dir"/dump-incomplete*)
    crashed=
    [ -z "$dump" ] || crashed=$(crash_time "$dump")
    [ -z "$crashed" ] || printf 'crashed_at: %s\n' "$crashed"
    saved=${log:-$dump}
    [ -z "$saved" ] || printf 'saved_at: %s\n' "$(changed_at "$saved")"
    if regular "$dir/kernel" && is_abrt "$dir"; then
      printf 'release: %s\n' "$(head -c 120 "$dir/kernel" | tr -dc '[:alnum:]._+~-')"
    elif [ -n "$log" ]; then
      release=$(head -c 4096 "$log" | LC_ALL=C sed -n 's/^.*Linux version \([[:alnum:]._+~-]*\) .*$/\1/p' | head -n 1)
      [ -z "$release" ] || printf 'release: %s\n' "$release"
    fi
    if regular "$dir/README.txt"; then
      head -c 4096 "$dir/README.txt" | head -n 40 | tr -d '\000-\011\013-\037' | sed 's/^/readme: /'
      printf '\n'
    fi | sed '/^$/d'
    list_files "$dir"
    [ -z "$log" ] || printf 'log: %s\n' "$(in_one_line "${log##*/}")"
    printf '\n'
    [ -z "$log" ] || tail -c "$longest_log" "$log"
  } >"$work/body"
}

# Which dump a record belongs to: its backend, for EFI the second in its id, and what its first line says before " Part".
record_group() {
  name=${1##*/}
  why=$(head -n 2 -- "$1" 2>/dev/null | LC_ALL=C sed -n 's/^\([[:alpha:]]\{1,20\}#[0-9]\{1,9\}\) Part[0-9]\{1,9\}$/\1/p' | head -n 1)
  case $why in
    Kexec* | Restart* | Halt* | Poweroff* | Shutdown*) return 1 ;; # an orderly end
  esac
  base=
  case $name in
    dmesg-efi*) base=${name##*-} && base=${base%?????} ;;
  esac
  name=${name#dmesg-}
  printf '%s %s %s\n' "${name%-*}" "${base:--}" "${why:-none}"
}

# Writes head and records of one dump in pstore to $work/body.
describe_records() {
  dir=$1
  group=$2
  {
    IFS= read -r first <"$work/records"
    printf 'path: %s\nfamily: pstore\n' "$(in_one_line "$first")"
    printf 'saved_at: %s\n' "$(changed_at "$first")"
    while IFS= read -r file; do
      printf 'file: %s %s\n' "$(size_of "$file")" "${file##*/}"
    done <"$work/records" | head -n "$most_files"
    printf 'log: %s\n\n' "${first##*/}"
    while IFS= read -r file; do
      printf '==> %s <==\n' "${file##*/}"
      head -c "$longest_log" -- "$file"
    done <"$work/records" | head -c "$longest_log"
  } >"$work/body"
  send "$dir $group"
}

# The same head under the same key: a dump that was unfinished and is whole by now is told again.
send() {
  place=$1
  key=crash-$(LC_ALL=C sed '/^$/q' "$work/body" | cksum | tr ' ' '-')$(printf '%s' "$host $place" | cksum | sed 's/^\([0-9]*\).*/-\1/')
  if [ -n "$dry_run" ]; then
    printf '# %s would be sent for host %s under key %s\n' "$(in_one_line "$place")" "$host" "$key"
    sed '/^$/q' "$work/body"
    return
  fi
  if [ -e "$state/$key" ]; then
    return
  fi
  set -- -sS --connect-timeout 10 --max-time 60 --retry 3 --retry-delay 2 -o "$work/answer" -w '%{http_code}' \
    -H 'Content-Type: text/plain' -H "Idempotency-Key: $key" --data-binary @"$work/body"
  if [ -n "$token_file" ]; then
    printf 'Authorization: Bearer %s\n' "$(cat -- "$token_file")" >"$work/token" && set -- "$@" -H @"$work/token"
  fi
  : >"$work/answer"
  status=$(curl "$@" "$url/api/v1/hosts/$host/crash-evidence" 2>"$work/error")
  case $status in
    2??)
      : >"$state/$key" || failed=1
      say "sent $(in_one_line "$place")"
      ;;
    *)
      failed=1
      say "not sent, tried again next time: $(in_one_line "$place"): status $status $(cat -- "$work/error") $(head -c 300 "$work/answer")"
      ;;
  esac
}

searchable() { [ -d "$1" ] && [ ! -L "$1" ] && [ -r "$1" ]; }

# look_at FOLDER DEPTH: sends the crash in it, or looks so many levels deeper. Its parameters outlive the calls inside;
# variables would not.
look_at() {
  searchable "$1" || return 0
  if is_crash "$1"; then
    describe_directory "$1"
    send "$1"
    return 0
  fi
  [ "$2" -gt 0 ] || return 0
  for inner in "$1"/*/; do
    look_at "${inner%/}" $(($2 - 1))
  done
}

look_at_records() {
  searchable "$1" || return 0
  : >"$work/groups"
  for file in "$1"/dmesg-*; do
    regular "$file" || continue
    case ${file##*/} in
      *[!A-Za-z0-9_.-]*) continue ;; # no name that the kernel gives
    esac
    group=$(record_group "$file") && printf '%s\t%s\n' "$group" "$file" >>"$work/groups"
  done
  cut -f 1 "$work/groups" | sort -u >"$work/names"
  while IFS= read -r group; do
    awk -F '\t' -v group="$group" '$1 == group { print $2 }' "$work/groups" >"$work/records"
    describe_records "$1" "$group"
  done <"$work/names"
  [ "$2" -gt 0 ] || return 0
  for inner in "$1"/*/; do
    look_at_records "${inner%/}" $(($2 - 1))
  done
}

if [ -z "$dry_run" ]; then
  mkdir -p -- "$state" || exit 1
fi
for top in $crash_dirs; do
  look_at "$top" 2
done
for top in $pstore_dirs; do
  look_at_records "$top" 2
done
[ "$failed" -eq 0 ] || say "some crashes were not sent"
exit "$failed"
