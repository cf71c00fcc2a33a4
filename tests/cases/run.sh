#!/bin/sh
# Golden cases. Each folder here is one: `cmd` is a shell script that runs in a scratch copy of the
# folder (with the project's mappings/ and input/ and the small run of basis/ beside it as ../mappings,
# ../input and ../basis) with `pnc` and `gen` on the PATH; what it prints, stderr included, must equal `expected`, and its exit status is
# printed by the case itself where it matters; the manifest's hash, which ends each verdict and changes with
# the program's sources, is left out, and so are the controls that it says are not done: the case
# niet-gedaan shows them, and else each new control would change half of the cases. A case with a file `needs-shared` gets the folder of the
# published material as $SHARED, and is named as not done where that folder is absent.
#
#     tests/cases/run.sh BUILD            all cases
#     tests/cases/run.sh BUILD NAME…      these
#     BLESS=1 tests/cases/run.sh BUILD …  writes what was printed to `expected`: read the diff
#
# A case runs per processor.
set -u
build=$(cd "$1" && pwd) || exit 2
shift
cases=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$cases/../.." && pwd)
PATH=$build:$PATH
SHARED=$(cd "$project/../shared" 2>/dev/null && pwd)
# As where nobody set a language: tools then take text to be bytes.
unset LANG LANGUAGE
LC_ALL=C
export PATH SHARED LC_ALL

# one SCRATCH NAME: runs a case in a folder of its own there, one deeper than where verify looks for the settings of
# a publication; leaves what came of it in SCRATCH/NAME.found.
one() {
    scratch=$1/$2
    name=$2
    if [ -e "$cases/$name/needs-shared" ] && [ -z "$SHARED" ]; then
        echo "NOT DONE: tests/cases/$name needs $(cat "$cases/$name/needs-shared"), which is not there"
        touch "$scratch.absent"
        return
    fi
    mkdir -p "$scratch/alleen/case"
    cp -R "$cases/$name/." "$scratch/alleen/case/"
    cp -R "$project/mappings" "$project/input" "$cases/basis" "$scratch/alleen/"
    (cd "$scratch/alleen/case" && sh ./cmd) 2>&1 </dev/null | sed -E 's/; manifest [0-9a-f]{64}$//; /pnc: /{s/; [0-9]+ controles? niet gedaan \([^)]*\)//; s/; geen vorige publicatie om mee te vergelijken//}' >"$scratch/found"
    find "$scratch/alleen" -name controles.csv -exec grep -h ';Overig' {} + |
        sed 's|^|no row in pipeline/tables/control_table.c: |' >>"$scratch/found"
    if [ "${BLESS:-}" ]; then
        cp "$scratch/found" "$cases/$name/expected"
    fi
    if diff -u "$cases/$name/expected" "$scratch/found" >"$scratch/diff" 2>&1; then
        touch "$scratch.passed"
    else
        { echo "not ok: tests/cases/$name" && cat "$scratch/diff"; } >"$scratch.failed"
        cat "$scratch.failed"
    fi
    rm -rf "$scratch"
}
if [ "${1:-}" = --one ]; then
    one "$2" "$3"
    exit
fi

[ $# -gt 0 ] || set -- $(cd "$cases" && for c in */cmd; do dirname "$c"; done)
[ $# -gt 0 ] || { echo "geen gevallen gevonden in $cases"; exit 1; }
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
printf '%s\n' "$@" | xargs -n 1 -P "$(nproc)" "$0" "$build" --one "$scratch"
number() { find "$scratch" -maxdepth 1 -name "*.$1" | wc -l; }
passed=$(number passed)
absent=$(number absent)
failed=$(($# - passed - absent))
echo "$passed passed, $failed failed, $absent skipped"
[ "$failed" -eq 0 ]
