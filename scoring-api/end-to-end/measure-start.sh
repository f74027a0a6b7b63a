#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the service from the start of its process to the first 200 of /readyz, and its resident memory when idle:
# median of 5 starts through the launcher, with its class archive and without, and of the bare JVM without the launcher.
set -euo pipefail

runs=${1:-5}
home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
http=18490
management=18491

cat >"$folder/patchrisk.yaml" <<YAML
http: {port: $http}
management: {port: $management}
store: {path: "$folder/facts.db"}
YAML

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# bash's own TCP: starting curl would be measured as well.
ready() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$management" || return 1
  printf 'GET /readyz HTTP/1.0\r\n\r\n' >&3
  IFS= read -r line <&3 || line=
  exec 3>&-
  [[ $line = *" 200 "* ]]
} 2>/dev/null

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# measure NAME COMMAND...: prints median start and median resident memory 5 s after it.
measure() {
  local name=$1 began pid i starts=() sizes=()
  shift
  for ((i = 0; i < runs; i++)); do
    rm -f -- "$folder"/facts.db*
    began=$(now_ms)
    "$@" serve --config "$folder/patchrisk.yaml" >"$folder/out.log" 2>&1 &
    pid=$!
    until ready; do
      kill -0 "$pid" || { cat "$folder/out.log" >&2; exit 1; }
      sleep 0.03
    done
    starts+=($(($(now_ms) - began)))
    sleep 5
    sizes+=("$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")")
    kill "$pid"
    wait "$pid" || true
  done
  printf '%-34s %5d ms to /readyz 200, %4d MiB resident\n' "$name" \
    "$(printf '%s\n' "${starts[@]}" | median)" "$(printf '%s\n' "${sizes[@]}" | median)"
}

without_archive() {
  PATCHRISK_JAVA_OPTIONS="-Xshare:off" exec "$home/patchrisk" "$@"
}

default_archive() {
  exec java -XX:+UseSerialGC -Xmx256m "-Dpatchrisk.home=$home" \
    -cp "$home/scoring-api/target/lib/*:$(echo "$home"/scoring-api/target/patchrisk-scoring-api-*.jar)" \
    io.patchrisk.scoring.command.Patchrisk "$@"
}

"$home/patchrisk" version
grep -m 1 'model name' /proc/cpuinfo
echo "processors: $(nproc), load: $(cut -d ' ' -f 1-3 /proc/loadavg)"
measure "launcher, its class archive" "$home/patchrisk"
measure "java, the JDK's own class archive" default_archive
measure "launcher, no class archive" without_archive
