#!/usr/bin/env bash
# Runs every test. Installs redis-server and postgresql with the system's package manager where they are missing: the tests
# start servers of their own from these, on free loopback ports, as a non-root user, and stop them.
set -euo pipefail
cd "$(dirname "$0")"

need=()
command -v redis-server >/dev/null || need+=(redis-server)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -n "${ConnectionStrings__test_postgres:-}" ] || need+=(postgresql)
if [ ${#need[@]} -gt 0 ]; then
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  if command -v apt-get >/dev/null; then
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${need[@]}" >/dev/null
  elif command -v dnf >/dev/null; then
    "${as_root[@]}" dnf install -y -q redis postgresql-server
  elif command -v brew >/dev/null; then
    brew install redis postgresql@15
  else
    echo "Install ${need[*]} first: this system's package manager is not known here." >&2
    exit 1
  fi
fi

dotnet build StockAgents.sln --nologo -v quiet
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --solution StockAgents.sln --no-build "$@" | tee "$log" || status=$?

# The plain closing line: "N passed, N failed", with the skipped ones named, never hidden.
count() { sed -nE "s/^ *$1: *([0-9]+)\$/\\1/p" "$log" | tail -n 1; }
passed=$(count succeeded); failed=$(count failed); skipped=$(count skipped)
[ "$status" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
tail="${passed:-0} passed, ${failed:-0} failed"
[ "${skipped:-0}" -eq 0 ] || tail="$tail, $skipped skipped"
echo "$tail"
exit "$status"
