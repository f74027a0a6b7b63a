#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Has this host's rsyslog forward what the kernel says to Patchrisk.
set -eu

usage() {
  cat <<'TEXT'
Usage: rsyslog-forward.sh --target ADDRESS [--port N] [--udp] [--file FILE] [--dry-run] [--no-restart]
       rsyslog-forward.sh --remove [--file FILE] [--dry-run] [--no-restart]

Writes a file for /etc/rsyslog.d that forwards messages of facility kern, has rsyslogd check it, and restarts rsyslog.
Run again, it changes nothing, or only what is different. While Patchrisk cannot be reached rsyslog keeps messages, on
disk when there are many. A host that dies at once cannot send any more: netconsole does, see netconsole-setup.sh.

  --target ADDRESS  address of Patchrisk (sources.syslog.host)
  --port N          its port (sources.syslog.tcp_port, or udp_port), 5514 unless given
  --udp             by UDP instead of TCP: what is lost then is lost
  --file FILE       where to write, /etc/rsyslog.d/30-patchrisk.conf unless given
  --dry-run         print the file, and write nothing
  --no-restart      leave the restart to you
  --remove          remove the file
TEXT
}

say() { printf '%s\n' "$*"; }
die() { printf 'rsyslog-forward: %s\n' "$*" >&2; exit 1; }

target='' port=5514 transport='protocol="tcp" TCP_Framing="octet-counted"' file=/etc/rsyslog.d/30-patchrisk.conf
dry_run='' restart=yes action=install

while [ $# -gt 0 ]; do
  case $1 in
    --target | --port | --file)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $2 in '' | *[!A-Za-z0-9.:_/-]*) die "$1: $2 has characters that do not belong there" ;; esac
      case $1 in
        --target) target=$2 ;;
        --port) port=$2 ;;
        --file) file=$2 ;;
      esac
      shift 2
      ;;
    --udp) transport='protocol="udp"'; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --no-restart) restart=''; shift ;;
    --remove) action=remove; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "unknown argument: $1" ;;
  esac
done

# RFC 5424 has the year and the zone in its time, and counted frames keep a message of several lines together.
snippet() {
  cat <<TEXT
# Written by rsyslog-forward.sh of Patchrisk: forwards what the kernel says, and nothing else.
if \$syslogfacility-text == "kern" then {
  action(type="omfwd" name="patchrisk" target="$target" port="$port" $transport
         template="RSYSLOG_SyslogProtocol23Format"
         action.resumeRetryCount="-1" action.resumeInterval="5"
         queue.type="LinkedList" queue.size="10000" queue.filename="patchrisk"
         queue.maxDiskSpace="64m" queue.saveOnShutdown="on")
}
TEXT
}

restart_rsyslog() {
  if [ -z "$restart" ]; then
    say "restart rsyslog for it to count"
  elif command -v systemctl >/dev/null; then
    systemctl try-restart rsyslog || die "rsyslog could not be restarted"
    say "restarted rsyslog"
  else
    say "restart rsyslog for it to count: there is no systemctl"
  fi
}

install() {
  [ -n "$target" ] || { usage >&2; die "--target is missing"; }
  if [ -n "$dry_run" ]; then
    say "would write to $file:"
    snippet
    return 0
  fi
  if [ "$(snippet)" = "$(cat "$file" 2>/dev/null || true)" ]; then
    say "$file is up to date"
    return 0
  fi
  new=$file.new
  snippet >"$new" || die "$new cannot be written"
  if command -v rsyslogd >/dev/null && ! said=$(rsyslogd -N1 -f "$new" 2>&1); then
    rm -f -- "$new"
    die "rsyslogd does not take it: $said"
  fi
  mv -f -- "$new" "$file" || die "$file cannot be written"
  say "wrote $file"
  restart_rsyslog
}

remove() {
  if [ ! -e "$file" ]; then
    say "$file is not there"
  elif [ -n "$dry_run" ]; then
    say "would remove $file"
  else
    rm -f -- "$file" || die "$file cannot be removed"
    say "removed $file"
    restart_rsyslog
  fi
}

"$action"
