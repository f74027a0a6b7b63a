#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sends this host's kernel log to Patchrisk by netconsole, set up through configfs.
set -eu

usage() {
  cat <<'TEXT'
Usage: netconsole-setup.sh --target ADDRESS [--port N] [--interface NAME] [--source-ip ADDRESS] [--remote-mac MAC]
                           [--legacy] [--loglevel N] [--name NAME] [--configfs DIR] [--dry-run]
       netconsole-setup.sh --remove [--name NAME] [--configfs DIR] [--dry-run]
       netconsole-setup.sh --print-unit --target ADDRESS [...]

Makes a netconsole target in configfs and turns it on. Run again, it changes nothing, or only what is different.
Netconsole works while the kernel dies; it sends UDP from below the network stack, so it has to know the MAC address
of the next hop. What is not given is asked of the system: `ip route get` and `ip neigh`.

  --target ADDRESS     address of Patchrisk (sources.netconsole.host)
  --port N             its UDP port, 6666 unless given
  --interface NAME     network interface to send on
  --source-ip ADDRESS  this host's address there, as it is listed in sources.netconsole.sources
  --remote-mac MAC     MAC address of Patchrisk, or of the gateway to it
  --legacy             plain text instead of the extended format, for kernels before 4.4: no numbers, so no loss is seen
  --loglevel N         also set the console's log level: only messages below it are sent. Live-patch messages are 5 and
                       6, so 7 shows all of them; it holds for the serial console, too
  --name NAME          name of the target, patchrisk unless given
  --configfs DIR       where configfs is, /sys/kernel/config unless given
  --dry-run            say what would be written, and write nothing
  --remove             turn the target off and remove it
  --print-unit         print a systemd unit that runs this at each boot
TEXT
}

say() { printf '%s\n' "$*"; }
die() { printf 'netconsole-setup: %s\n' "$*" >&2; exit 1; }

target='' port=6666 interface='' source_ip='' remote_mac='' extended=1 loglevel=''
name=patchrisk configfs=/sys/kernel/config dry_run='' action=setup
unit_arguments=''

needs_value() { [ "$2" -ge 2 ] || die "$1 needs a value"; }

while [ $# -gt 0 ]; do
  case $1 in
    --target | --port | --interface | --source-ip | --remote-mac | --loglevel | --name | --configfs)
      needs_value "$1" $#
      # Everything here ends in a file of the kernel's, a path or a unit: no other characters are needed.
      case $2 in '' | *[!A-Za-z0-9.:_/-]*) die "$1: $2 has characters that do not belong there" ;; esac
      unit_arguments="$unit_arguments $1 $2"
      case $1 in
        --target) target=$2 ;;
        --port) port=$2 ;;
        --interface) interface=$2 ;;
        --source-ip) source_ip=$2 ;;
        --remote-mac) remote_mac=$2 ;;
        --loglevel) loglevel=$2 ;;
        --name) name=$2 ;;
        --configfs) configfs=$2 ;;
      esac
      shift 2
      ;;
    --legacy) extended=0 unit_arguments="$unit_arguments $1"; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --remove) action=remove; shift ;;
    --print-unit) action=unit; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "unknown argument: $1" ;;
  esac
done
case $name in */* | .*) die "--name: $name is no name" ;; esac
folder=$configfs/netconsole/$name

# put FILE VALUE: writes what a file of the target does not hold yet.
put() {
  if [ -n "$dry_run" ]; then
    say "would write $2 to $folder/$1"
  elif [ "$(cat "$folder/$1" 2>/dev/null || true)" != "$2" ]; then
    printf '%s\n' "$2" >"$folder/$1" || die "the kernel did not take $2 for $folder/$1"
    say "wrote $2 to $folder/$1"
  fi
}

holds() { [ "$(cat "$folder/$1" 2>/dev/null || true)" = "$2" ]; }

route() {
  # "192.0.2.9 via 192.0.2.1 dev eth0 src 192.0.2.7": what stands behind a word.
  printf '%s\n' "$1" | awk -v word="$2" '{ for (i = 1; i < NF; i++) if ($i == word) { print $(i + 1); exit } }'
}

ask_the_system() {
  [ -z "$interface" ] || [ -z "$source_ip" ] || [ -z "$remote_mac" ] || return 0
  way=$(ip route get "$target" 2>/dev/null | head -n 1) || true
  [ -n "$way" ] || die "no route to $target; give --interface, --source-ip and --remote-mac"
  [ -n "$interface" ] || interface=$(route "$way" dev)
  [ -n "$source_ip" ] || source_ip=$(route "$way" src)
  if [ -z "$remote_mac" ]; then
    hop=$(route "$way" via)
    hop=${hop:-$target}
    remote_mac=$(route "$(ip neigh show "$hop" dev "$interface")" lladdr)
    if [ -z "$remote_mac" ] && command -v ping >/dev/null; then
      ping -c 1 -W 2 "$hop" >/dev/null 2>&1 || true
      remote_mac=$(route "$(ip neigh show "$hop" dev "$interface")" lladdr)
    fi
  fi
  if [ -z "$interface" ] || [ -z "$source_ip" ]; then
    die "the route to $target names no interface or address: $way"
  fi
  [ -n "$remote_mac" ] || die "the MAC address of $hop is not known; give --remote-mac"
}

load_module() {
  [ ! -d "$configfs/netconsole" ] || return 0
  if [ -n "$dry_run" ]; then
    say "would load the module netconsole and mount configfs on $configfs"
    return 0
  fi
  modprobe netconsole || die "the module netconsole cannot be loaded"
  [ -d "$configfs/netconsole" ] || mount -t configfs none "$configfs" || die "configfs cannot be mounted on $configfs"
  [ -d "$configfs/netconsole" ] || die "this kernel has no CONFIG_NETCONSOLE_DYNAMIC: $configfs/netconsole is missing"
}

is_set_up() {
  holds dev_name "$interface" && holds local_ip "$source_ip" && holds remote_ip "$target" &&
    holds remote_port "$port" && holds remote_mac "$remote_mac" && holds extended "$extended" && holds enabled 1
}

setup() {
  [ -n "$target" ] || { usage >&2; die "--target is missing"; }
  ask_the_system
  # The kernel shows it in lower case.
  remote_mac=$(printf '%s' "$remote_mac" | tr '[:upper:]' '[:lower:]')
  load_module
  if [ -z "$dry_run" ] && is_set_up; then
    say "$folder is set up and enabled already"
  else
    if [ -n "$dry_run" ]; then
      say "would make $folder"
    else
      mkdir -p "$folder" || die "$folder cannot be made"
      # A target that is on refuses to be changed.
      holds enabled 1 && put enabled 0
    fi
    put dev_name "$interface"
    put local_ip "$source_ip"
    put remote_ip "$target"
    put remote_port "$port"
    put remote_mac "$remote_mac"
    put extended "$extended"
    put enabled 1
  fi
  set_loglevel
}

set_loglevel() {
  printk=/proc/sys/kernel/printk
  now=$(cut -f 1 "$printk" 2>/dev/null || true)
  if [ -n "$loglevel" ] && [ "$loglevel" != "$now" ]; then
    if [ -n "$dry_run" ]; then
      say "would write $loglevel to $printk"
    else
      printf '%s\n' "$loglevel" >"$printk" || die "the console's log level cannot be set"
      say "wrote $loglevel to $printk"
    fi
  elif [ -z "$loglevel" ] && [ "${now:-7}" -lt 7 ]; then
    say "note: the console's log level is $now, so messages of level $now and above are not sent; see --loglevel"
  fi
}

remove() {
  if [ ! -d "$folder" ]; then
    say "$folder is not there"
  elif [ -n "$dry_run" ]; then
    say "would turn off and remove $folder"
  else
    holds enabled 0 || put enabled 0
    rmdir "$folder" 2>/dev/null || die "$folder cannot be removed"
    say "removed $folder"
  fi
}

unit() {
  [ -n "$target" ] || die "--target is missing"
  path=$(cd -- "$(dirname -- "$0")" && pwd)/$(basename -- "$0")
  cat <<TEXT
# /etc/systemd/system/patchrisk-netconsole.service
[Unit]
Description=Send the kernel log to Patchrisk by netconsole
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=$path$unit_arguments
ExecStop=$path --remove --name $name

[Install]
WantedBy=multi-user.target
TEXT
}

"$action"
