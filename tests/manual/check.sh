#!/bin/sh
# check.sh BUILD: HANDLEIDING.md is true. Every setting that the program knows is in it, and the other way round; every
# command in it runs. What the program knows it says itself, when it is asked for a setting that is none.
set -u
build=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/../.." || exit 2
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
cp -R mappings input "$scratch/"
manual=$PWD/HANDLEIDING.md
cd "$scratch" || exit 3
failed=0

# known RUN.ini FILE.ini: "section setting" of what the program knows in each section of FILE, which RUN reads.
known() {
    cp "$2" keep.ini
    grep -o '^\[[^]]*\]' keep.ini | tr -d '[]' | sort -u | while read -r section; do
        awk -v s="[$section]" '{ print } index($0, s) == 1 { print "zzonbekendqq = 1" }' keep.ini >"$2"
        "$build/pnc" check "$1" 2>&1 | sed -n "s/.*zzonbekendqq' in \[.*bekend: //p" | sed 's/, /\n/g' |
            sed "s/^/$section /"
    done | sed -E 's/^(bron|tabel) [^ ]+ /\1 NAAM /'
    cp keep.ini "$2"
}
{
    for run in mappings/*.ini mappings/voorbeelden/*.ini; do known "$run" "$run"; done
    known mappings/jaarrekening-2024.ini mappings/bronnen/grootboek.ini
    printf '\n[vorige]\n' >>mappings/jaarrekening-2024.ini
    known mappings/jaarrekening-2024.ini mappings/jaarrekening-2024.ini
    # the soorten of a stand, as it says them to who writes none
    sed 's/^\[kolommen\].*/&\nzz = primair 24/' mappings/jaarrekening-2024.ini >mappings/soorten.ini
    "$build/pnc" check mappings/soorten.ini 2>&1 | sed -n 's/.*; soorten zijn \(.*\) of een eigen woord.*/\1/p' |
        sed 's/, /\n/g' | sed 's/^/kolommen /'
} | grep -v ' \.\.\.$' | grep -v '^koppen \|^documenten ' | sort -u >known

# The tables of the manual: the section of the heading above, and the words in the first column.
awk '/^## \[/ { match($0, /\[[^]]*\]/); section = substr($0, RSTART + 1, RLENGTH - 2) }
     /^## [^[]/ || /^# / { section = "" }
     section != "" && /^\| `/ {
         split($0, cell, "|"); n = split(cell[2], word, "`")
         for (i = 2; i <= n; i += 2) print section, word[i]
     }' "$manual" | sort -u >told
if ! diff known told >difference; then
    echo "HANDLEIDING.md: < kent het programma en staat er niet in, > staat erin en kent het programma niet"
    grep '^[<>]' difference
    failed=1
fi

# Commands stand indented, of pnc and what goes with them; make, apt-get and systemctl are of the machine.
grep -E '^    (pnc|sed) ' "$manual" | sed 's/^ *//; s/ *#.*//' | while read -r line; do
    eval "PATH=$build:\$PATH; $line" >said 2>&1 </dev/null && continue
    echo "HANDLEIDING.md: $line"
    tail -n 3 said
    echo failed
done >commands
if [ -s commands ]; then
    cat commands
    failed=1
fi
[ $failed = 0 ] && echo "HANDLEIDING.md: $(wc -l <known) instellingen, $(grep -cE '^    (pnc|sed) ' "$manual") opdrachten: in orde"
exit $failed
