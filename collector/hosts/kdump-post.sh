#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A hook that kdump runs when it has saved a dump, while the crash kernel still runs: tells Patchrisk of the crash before the
# host is back. Whatever goes wrong here, the dump is saved and the host reboots: this always ends with status 0, and soon.
# Needs curl and a network in the crash kernel; where there is none, crash-upload.sh tells of the crash after the reboot.
set -u

url=${PATCHRISK_URL:-}
host=${PATCHRISK_HOST:-}
vmcore=${PATCHRISK_VMCORE:-/proc/vmcore}
kdump_conf=${PATCHRISK_KDUMP_CONF:-/etc/kdump.conf}
roots=${PATCHRISK_DUMP_ROOTS-/kdumproot /sysroot /kdump/mnt}
work=${TMPDIR:-/tmp}/patchrisk-kdump-post
longest_log=1000000 # the service takes 1 MiB

usage() {
  cat <<'TEXT'
Usage: kdump-post.sh --install FILE --url URL --host NAME
       kdump-post.sh --dry-run
       kdump-post.sh [STATUS]

A post hook of kdump. In the crash kernel there is no configuration to read, so it is installed with its settings in it:

  kdump-post.sh --install /etc/kdump/post.d/patchrisk.sh --url http://patchrisk:8470 --host "$(uname -n)"

and needs in /etc/kdump.conf of RHEL and Fedora (SUSE: KDUMP_POSTSCRIPT and KDUMP_REQUIRED_PROGRAMS in /etc/sysconfig/kdump)

  extra_bins /usr/bin/curl /usr/bin/dd /usr/bin/tail /usr/bin/wc /usr/bin/cksum

then `kdumpctl rebuild`. kdump calls it with the status of saving; it sends the names and sizes of the files that were saved
and the log of the crashed kernel, never the dump.

  --dry-run   print what would be sent
TEXT
}

say() { printf 'patchrisk: %s\n' "$*" >&2; }

quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }

install_to() {
  if [ -z "$url" ] || [ -z "$host" ]; then
    say "--install needs --url and --host"
    exit 2
  fi
  {
    printf '#!/bin/sh\n# Written by kdump-post.sh --install.\n'
    printf "PATCHRISK_URL='%s'\nPATCHRISK_HOST='%s'\n" "$(quoted "$url")" "$(quoted "$host")"
    sed 1d "$0"
  } >"$1" && chmod 755 "$1" || exit 1
  say "wrote $1"
  exit 0
}

dry_run=
install=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --dry-run) dry_run=yes ;;
    --install | --url | --host)
      if [ $# -lt 2 ]; then
        say "$1 needs a value"
        exit 2
      fi
      case $1 in
        --install) install=$2 ;;
        --url) url=$2 ;;
        --host) host=$2 ;;
      esac
      shift
      ;;
    *[!0-9]*)
      say "unknown argument: $1"
      usage >&2
      exit 2
      ;;
  esac
  shift
done
[ -z "$install" ] || install_to "$install"

# The directory of today below the path of kdump.conf, the last by name; none when the dump went over ssh, or nowhere. One
# of an earlier day is that of another crash.
saved_directory() {
  path=$(sed -n 's/^[[:space:]]*path[[:space:]]\{1,\}\([^[:space:]#]*\).*$/\1/p' "$kdump_conf" 2>/dev/null | tail -n 1)
  today=$(date +%Y-%m-%d)
  newest=
  for root in $roots; do
    for dir in "$root${path:-/var/crash}"/*"$today"*/; do
      [ ! -d "$dir" ] || newest=${dir%/}
    done
  done
  printf '%s' "$newest"
}

crash_time() {
  dd if="$vmcore" bs=65536 count=32 2>/dev/null | LC_ALL=C tr -c '[:print:]' '\n' | sed -n 's/^CRASHTIME=\([0-9]\{1,11\}\)$/\1/p' | head -n 1
}

# The log as RHEL's own tool reads it from memory, else as it was saved.
log_to() {
  if command -v vmcore-dmesg >/dev/null && vmcore-dmesg "$vmcore" >"$1" 2>/dev/null && [ -s "$1" ]; then
    return
  fi
  for file in "$2"/vmcore-dmesg.txt "$2"/dmesg "$2"/vmcore-dmesg-incomplete.txt; do
    if [ -n "$2" ] && [ -s "$file" ]; then
      cat "$file" >"$1"
      return
    fi
  done
  : >"$1"
}

describe() {
  dir=$(saved_directory)
  crashed=$(crash_time)
  printf 'path: %s\n' "$(printf '%s' "${dir:-vmcore at ${crashed:-an unknown time}}" | tr '\000-\037\177' '?')"
  [ -z "$crashed" ] || printf 'crashed_at: %s\n' "$crashed"
  [ -z "$dir" ] || for file in "$dir"/*; do
    [ -f "$file" ] || continue
    printf 'file: %s %s\n' "$(wc -c <"$file" | tr -d ' ')" "$(printf '%s' "${file##*/}" | tr '\000-\037\177' '?')"
  done | head -n 200
  log_to "$work/log" "$dir"
  release=$(head -c 4096 "$work/log" | LC_ALL=C sed -n 's/^.*Linux version \([[:alnum:]._+~-]*\) .*$/\1/p' | head -n 1)
  [ -z "$release" ] || printf 'release: %s\n' "$release"
  printf 'log: vmcore-dmesg.txt\n\n'
  tail -c "$longest_log" "$work/log"
}

for needed in cat cksum date dd head sed tail tr wc; do
  if ! command -v "$needed" >/dev/null; then
    say "no $needed in the crash kernel; the crash is told after the reboot"
    exit 0
  fi
done
mkdir -p "$work" && describe >"$work/body" || exit 0
if [ -n "$dry_run" ]; then
  sed '/^$/q' "$work/body"
elif [ -z "$url" ] || [ -z "$host" ]; then
  say "no URL or no host; install this with kdump-post.sh --install"
elif ! command -v curl >/dev/null; then
  say "no curl in the crash kernel; the crash is told after the reboot"
else
  key=kdump-$(LC_ALL=C sed '/^$/q' "$work/body" | cksum | tr ' ' '-')
  status=$(curl -s --connect-timeout 10 --max-time 30 --retry 2 -o /dev/null -w '%{http_code}' \
    -H 'Content-Type: text/plain' -H "Idempotency-Key: $key" --data-binary @"$work/body" \
    "$url/api/v1/hosts/$host/crash-evidence")
  case $status in
    2??) say "the crash is told to $url" ;;
    *) say "$url answered $status; the crash is told after the reboot" ;;
  esac
fi
rm -f "$work/log" "$work/body"
exit 0
