#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Says which live patches this host runs, and how its kernel is, in a file for node_exporter's textfile collector.
set -u
LC_ALL=C
export LC_ALL
umask 022

root=${PATCHRISK_ROOT:-} # where /proc, /sys and /var are; for tests
directory=/var/lib/prometheus/node-exporter
state=/var/lib/patchrisk
crashes=/var/crash
dry_run=''
most=16 # patches told by name; vendors stack a handful at most

usage() {
  cat <<'TEXT'
Usage: livepatch-textfile.sh [--directory DIR] [--state DIR] [--crashes DIR] [--dry-run]
       livepatch-textfile.sh --remove [--directory DIR] [--state DIR]

Writes livepatch.prom for node_exporter: live patches, transitions, taint, the kernel's own counts of oopses, warnings and hung
tasks, whether a crash kernel is loaded, and dumps that crashes left. A host without live patching has 0 patches, which is no
error. Run it every 15 seconds as root (livepatch-textfile.timer); it reads, and writes nothing but its file and its state.

  --directory DIR  what node_exporter's --collector.textfile.directory says, /var/lib/prometheus/node-exporter unless given
  --state DIR      where it remembers since when a patch is there, /var/lib/patchrisk unless given
  --crashes DIR    where kdump saves dumps, /var/crash unless given
  --dry-run        print the file and write nothing
  --remove         delete the file and the state
TEXT
}

say() { printf 'livepatch-textfile: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

action='write'
while [ $# -gt 0 ]; do
  case $1 in
    --directory | --state | --crashes)
      if [ $# -lt 2 ] || [ -z "$2" ]; then die "$1 needs a value"; fi
      case $1 in
        --directory) directory=$2 ;;
        --state) state=$2 ;;
        --crashes) crashes=$2 ;;
      esac
      shift
      ;;
    --dry-run) dry_run=yes ;;
    --remove) action=remove ;;
    -h | --help) usage && exit 0 ;;
    *)
      usage >&2
      die "unknown argument: $1"
      ;;
  esac
  shift
done

file=$directory/livepatch.prom
memory=$state/livepatch-textfile.state

if [ "$action" = remove ]; then
  rm -f -- "$file" "$memory" || exit 1
  exit 0
fi

# text FILE: the first line, in $text; sysfs files may lack a newline at their end.
text() {
  text=''
  { read -r text <"$1"; } 2>/dev/null
  [ -n "$text" ]
}

# trimmed DIGITS: without zeros in front, which would make them octal.
trimmed() {
  digits=$1
  while [ "${digits#0}" != "$digits" ] && [ "$digits" != 0 ]; do digits=${digits#0}; done
  printf '%s' "$digits"
}

# number FILE: a whole number, in $number.
number() {
  number=''
  text "$1" || return 1
  case $text in '' | *[!0-9]* | ???????????????????*) return 1 ;; esac # 18 digits are what arithmetic holds
  number=$(trimmed "$text")
}

# named TEXT: without what would end a word or a line, in $named. Names of modules need none of it; others may be anything.
named() { named=$(printf '%s' "$1" | tr -c '[:graph:]' '?' | cut -c 1-128); }

# quoted TEXT: as the value of a label.
quoted() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }

work=$(mktemp -d) || die "no place for temporary files"
new=''
trap 'rm -rf -- "$work"; [ -z "$new" ] || rm -f -- "$new"' EXIT
trap 'exit 1' HUP INT TERM

# add METRIC LABELS VALUE
add() { printf '%s%s %s\n' "$1" "$2" "$3" >>"$work/$1"; }

# family METRIC TYPE HELP: prints what was added. node_exporter drops a whole file for one bad line, and without a word a second
# file that has the same metric with another help: hence one writer, and a prefix of its own.
family() {
  [ -s "$work/$1" ] || return 0
  printf '# HELP %s %s\n# TYPE %s %s\n' "$1" "$3" "$1" "$2"
  cat -- "$work/$1"
}

uptime_centis() { text "$root/proc/uptime" && trimmed "$(printf '%s' "${text%% *}" | tr -cd 0-9)"; }

now=$(date +%s)
began=$(uptime_centis)
success=1

# What the last run saw counts only within one boot: what is there at the first look was there before, nobody knows since when.
boot=none
text "$root/proc/sys/kernel/random/boot_id" && boot=$text
seen_before=''
if [ -r "$memory" ] && read -r _ known <"$memory" && [ "$known" = "$boot" ]; then
  seen_before=yes
  sed 1d "$memory" >"$work/memory"
else
  : >"$work/memory"
fi
printf 'boot %s\n' "$boot" >"$work/memory.new"

# since WHAT NAME: when the last run said it began, in $since; empty when it did not see it.
since() {
  since=''
  while read -r what at name; do
    [ "$what $name" = "$1 $2" ] || continue
    case $at in '' | *[!0-9]*) ;; *) since=$at ;; esac
  done <"$work/memory"
}

# unpatched_tasks TARGET: tasks that are not yet where the transition takes them (1 to the new code, 0 back to the old).
unpatched_tasks() {
  tasks=0
  for task in "$root"/proc/[0-9]*/task/[0-9]*/patch_state; do
    { read -r task_state <"$task"; } 2>/dev/null || continue # it has ended
    [ "$task_state" = "$((1 - $1))" ] && tasks=$((tasks + 1))
  done
}

objects_of() {
  objects=''
  for object in "$1"*/; do
    number "${object}patched" || continue
    objects=$((${objects:-0} + number))
  done
}

patch() {
  if ! number "$1enabled"; then
    [ ! -d "$1" ] || success=0 # gone meanwhile is no failure
    return
  fi
  enabled=$number
  named "$(basename -- "$1")"
  labels="{patch=\"$(quoted "$named")\"}"
  if [ "$patches" -ge "$most" ] || grep -qxF -- "livepatch_enabled$labels 0" "$work/livepatch_enabled" ||
    grep -qxF -- "livepatch_enabled$labels 1" "$work/livepatch_enabled"; then
    left_out=$((left_out + 1)) # a series that is there twice would cost the whole file
    return
  fi
  patches=$((patches + 1))
  add livepatch_enabled "$labels" "$enabled"
  info "$named" "$root/sys/module/$(basename -- "$1")"
  transition_of "$1"
  if [ "$enabled" = 1 ]; then
    since applied "$named"
    [ -n "$since" ] || since=${seen_before:+$now}
    printf 'applied %s %s\n' "${since:-0}" "$named" >>"$work/memory.new"
    [ "${since:-0}" = 0 ] || add livepatch_applied_timestamp_seconds "$labels" "$since"
  fi
  number "$1replace" && add livepatch_replace "$labels" "$number"
  number "$1stack_order" && add livepatch_stack_order "$labels" "$number"
  objects_of "$1"
  [ -z "$objects" ] || add livepatch_objects_patched "$labels" "$objects"
}

# info NAME MODULE: a module need not have a version.
info() {
  of_it="patch=\"$(quoted "$1")\""
  for what in version srcversion; do
    text "$2/$what"
    named "$text"
    of_it="$of_it,$what=\"$(quoted "$named")\""
  done
  add livepatch_patch_info "{$of_it}" 1
  named=$1
}

transition_of() {
  number "$1transition" || return
  add livepatch_transition "$labels" "$number"
  [ "$number" = 1 ] || return
  since transition "$named"
  printf 'transition %s %s\n' "${since:-$now}" "$named" >>"$work/memory.new"
  add livepatch_transition_since_timestamp_seconds "$labels" "${since:-$now}"
  unpatched_tasks "$enabled"
  add livepatch_unpatched_tasks "$labels" "$tasks"
}

patches=0
left_out=0
: >"$work/livepatch_enabled"
for folder in "$root"/sys/kernel/livepatch/*/; do
  [ ! -d "$folder" ] || patch "$folder"
done
add livepatch_patches '' "$patches"
add livepatch_patches_left_out '' "$left_out"
available=0
[ ! -d "$root/sys/kernel/livepatch" ] || available=1
add livepatch_available '' "$available"

# count METRIC FILE
count() { ! number "$root$2" || add "$1" '' "$number"; }
count kernel_oops_total /sys/kernel/oops_count
count kernel_warn_total /sys/kernel/warn_count
count kernel_hung_tasks_total /proc/sys/kernel/hung_task_detect_count
count kernel_softlockups_total /sys/kernel/softlockup_count
count kernel_hardlockups_total /sys/kernel/hardlockup_count
count kernel_rcu_stalls_total /sys/kernel/rcu_stall_count
count kdump_loaded /sys/kernel/kexec_crash_loaded

# Bits of Documentation/admin-guide/tainted-kernels.rst.
if number "$root/proc/sys/kernel/tainted"; then
  add kernel_tainted '' "$number"
  for flag in M:4 B:5 D:7 W:9 L:14 K:15; do
    add kernel_taint_flag "{flag=\"${flag%:*}\"}" "$(((number >> ${flag#*:}) & 1))"
  done
fi

# Dumps as RHEL and SUSE (vmcore), Debian and Ubuntu (dump.DATE) name them.
vmcores=0
newest=0
for dump in "$root$crashes"/*/vmcore "$root$crashes"/*/vmcore.flat "$root$crashes"/*/vmcore-incomplete "$root$crashes"/*/dump.*; do
  [ -f "$dump" ] || continue
  vmcores=$((vmcores + 1))
  at=$(stat -c %Y -- "$dump" 2>/dev/null) || continue
  [ "$at" -le "$newest" ] || newest=$at
done
add kdump_vmcores '' "$vmcores"
[ "$newest" = 0 ] || add kdump_last_vmcore_timestamp_seconds '' "$newest"

# systemd-pstore moves at each boot what firmware kept.
records=0
for record in "$root"/sys/fs/pstore/* "$root"/var/lib/systemd/pstore/* "$root"/var/lib/systemd/pstore/*/*; do
  [ ! -f "$record" ] || records=$((records + 1))
done
add pstore_records '' "$records"

ended=$(uptime_centis)
took=$((${ended:-0} - ${began:-0}))
add livepatch_collector_duration_seconds '' "$((took / 100)).$(printf '%02d' $((took % 100)))"
add livepatch_collector_last_run_timestamp_seconds '' "$now"
add livepatch_collector_success '' "$success"

everything() {
  family livepatch_available gauge 'Whether the kernel can be live patched: 0 or 1.'
  family livepatch_patches gauge 'Live patches that are loaded and told by name.'
  family livepatch_patches_left_out gauge 'Live patches that are loaded and not told: too many, or names that look the same.'
  family livepatch_patch_info gauge 'A live patch that is loaded, always 1.'
  family livepatch_enabled gauge 'Whether a live patch is enabled: 0 or 1.'
  family livepatch_transition gauge 'Whether a live patch is in transition: 0 or 1.'
  family livepatch_transition_since_timestamp_seconds gauge 'When a transition that still lasts was first seen.'
  family livepatch_unpatched_tasks gauge 'Tasks that are not yet where a transition takes them.'
  family livepatch_applied_timestamp_seconds gauge 'When a live patch was first seen enabled; absent where it was there at the first look since boot.'
  family livepatch_replace gauge 'Whether a live patch replaces all earlier ones: 0 or 1.'
  family livepatch_stack_order gauge 'Place of a live patch among those loaded, 1 for the first.'
  family livepatch_objects_patched gauge 'Objects (vmlinux and modules) that a live patch has patched.'
  family kernel_oops_total counter 'Oopses since boot.'
  family kernel_warn_total counter 'Warnings since boot.'
  family kernel_hung_tasks_total counter 'Tasks found hung since boot.'
  family kernel_softlockups_total counter 'Soft lockups since boot.'
  family kernel_hardlockups_total counter 'Hard lockups since boot.'
  family kernel_rcu_stalls_total counter 'RCU stalls since boot.'
  family kernel_tainted gauge 'Taint of the kernel as a bit mask.'
  family kernel_taint_flag gauge 'One flag of the taint: M machine check, B bad page, D oops, W warning, L soft lockup, K live patch.'
  family kdump_loaded gauge 'Whether a crash kernel is loaded: 0 or 1.'
  family kdump_vmcores gauge 'Crash dumps on disk.'
  family kdump_last_vmcore_timestamp_seconds gauge 'When the newest crash dump was written.'
  family pstore_records gauge 'Records of crashes that firmware kept, moved by systemd-pstore or not.'
  family livepatch_collector_duration_seconds gauge 'How long the last run took.'
  family livepatch_collector_last_run_timestamp_seconds gauge 'When the last run was; the file itself stays when runs stop.'
  family livepatch_collector_success gauge 'Whether the last run could read all there is: 0 or 1.'
}

if [ -n "$dry_run" ]; then
  everything
  exit 0
fi
# The state first: a patch told as applied now must not be told so again.
if ! mkdir -p -- "$state" || ! cp -- "$work/memory.new" "$memory.new" || ! mv -f -- "$memory.new" "$memory"; then
  die "$memory cannot be written"
fi
new=$directory/.livepatch.$$
if ! everything >"$new" || ! mv -f -- "$new" "$file"; then
  die "$file cannot be written"
fi
new=''
