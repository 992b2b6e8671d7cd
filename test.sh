#!/usr/bin/env bash
# Installs what the tests need, runs everything, and ends with "N passed, N failed". Made for Debian with the .NET SDK 10, as root.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
need() { # need <command or file> <package>
  command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || missing+=("$2")
}
need /usr/lib/postgresql/15/bin/initdb postgresql-15
need chromium-headless-shell chromium-headless-shell # Chromium without a window: the same engine, and pages open in half the time
need node nodejs
need npm npm
need java default-jre-headless
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=600 update -qq
  apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null
fi

work=$(mktemp -d)
chmod 755 "$work"
cleanup() {
  eng/run-postgres.sh stop "$work/postgres" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
port=$((20000 + RANDOM % 20000))
eng/run-postgres.sh start "$work/postgres" "$port"
export REPORTS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"

echo "Installing the checkers of others"
npm ci --prefix tests/tools --ignore-scripts --no-audit --no-fund --silent

echo "Building"
dotnet build Reports.sln -v q -nologo
echo "Checking the format"
dotnet format whitespace Reports.sln --verify-no-changes --no-restore

passed=0 failed=0
run() { # A skipped test counts as failed: everything it could have needed is here.
  local name=$1 log="$work/$1.log" code=0 total=0 wrong=0
  echo "Testing $name"
  "tests/$name/bin/Debug/net10.0/$name" -noColor -noLogo -failSkips >"$log" 2>&1 || code=$?
  read -r total wrong < <(sed -nE 's/.* Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+),.*/\1 \2 \3/p' "$log" | awk '{t+=$1; w+=$2+$3} END {print t+0, w+0}')
  if [ "$total" = 0 ] || { [ "$code" != 0 ] && [ "$wrong" = 0 ]; }; then
    wrong=$((wrong + 1)) total=$((total + 1)) # it ended before it could say how
  fi
  if [ "$wrong" != 0 ]; then
    grep -A 25 -E '\[(FAIL|SKIP|ERROR)\]' "$log" || tail -n 80 "$log" # what failed and why, not what the hosts under test had to say
  fi
  passed=$((passed + total - wrong)) failed=$((failed + wrong))
}

# Browser tests come last: they want the processor for themselves.
for project in tests/*.Tests; do
  name=$(basename "$project")
  [ "$name" = Reports.Browser.Tests ] || run "$name"
done
[ ! -d tests/Reports.Browser.Tests ] || run Reports.Browser.Tests

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
