#!/usr/bin/env bash
# Coverage-guided fuzzing of what strangers send: eng/fuzz.sh <report|batch|place|query> [seconds]
# afl-fuzz begins with the committed corpus and the findings of old; what it learns is made small and takes the corpus' place. An input that throws,
# breaks a promise or hangs lands in artifacts/fuzz/<target>/out/default/{crashes,hangs}, and the script ends with 1: give it a name under Findings, and
# mend what it found. Made for Debian with the .NET SDK 10, as root.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?report, batch, place or query}
seconds=${2:-600}
work=${FUZZ_WORK:-artifacts/fuzz}/$target
project=tests/Reports.Fuzzing
corpus=$project/Corpus/$target
[ -d "$corpus" ] || { echo "There is no corpus of '$target'." >&2; exit 2; }

if ! command -v afl-fuzz >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=600 update -qq
  apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends afl++ >/dev/null
fi

rm -rf "$work"
mkdir -p "$work"
work=$(realpath "$work")
version=$(sed -nE 's/.*"SharpFuzz" Version="([^"]+)".*/\1/p' Directory.Packages.props)
dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path "$work/tools" >/dev/null
dotnet publish "$project" -c Release -o "$work/program" -v q -nologo
for assembly in Reports.Domain Reports.Pipeline Reports.Web; do
  "$work/tools/sharpfuzz" "$work/program/$assembly.dll"
done

# The program is no binary that afl-fuzz knows; the map is the size that SharpFuzz writes to; containers may not set governors or core patterns.
export AFL_SKIP_BIN_CHECK=1 AFL_MAP_SIZE=65536 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_ALLOW_TMP=1 AFL_NO_COLOR=1
export DOTNET_TieredCompilation=0 DOTNET_gcServer=0
run=("$(command -v dotnet)" "$work/program/Reports.Fuzzing.dll" "$target")
mkdir "$work/seeds"
cp "$corpus/"* "$project/Findings/$target/"* "$work/seeds" 2>/dev/null || true # a target may have no findings
afl-fuzz -i "$work/seeds" -o "$work/out" -x "$project/Dictionaries/$target.dict" -V "$seconds" -t 5000 -m none -G 2048 -- "${run[@]}" >"$work/log" || { tail -n 40 "$work/log"; exit 2; }

mkdir "$work/queue"
cp "$work/out/default/queue/"id:* "$work/queue"
afl-cmin -e -i "$work/queue" -o "$work/small" -t 5000 -m none -- "${run[@]}" >>"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 2; }
find "$corpus" -type f -delete
for input in "$work/small/"*; do
  cp "$input" "$corpus/$(sha256sum <"$input" | cut -c1-12)"
done

grep -E '^(run_time|execs_done|execs_per_sec|corpus_count|edges_found|bitmap_cvg|saved_crashes|saved_hangs|stability) ' "$work/out/default/fuzzer_stats"
grep -aoE '[0-9]+ unique tuples' "$work/log"
echo "corpus            : $(find "$corpus" -type f | wc -l) files, $(cat "$corpus"/* | wc -c) bytes"
grep -qE '^saved_crashes +: 0$' "$work/out/default/fuzzer_stats" && grep -qE '^saved_hangs +: 0$' "$work/out/default/fuzzer_stats"
