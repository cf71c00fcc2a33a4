#!/bin/sh
# instructions.sh BUILD: what a line costs, in instructions: a count, the same on every day and under any load but for what the
# drawn seed of the memos does (memo.h): the middle one of three runs counts.
#
# One worker reads 200,000 lines of a generated ledger under callgrind. Counted is what the workers do, the hash of the file
# (libcrypto) left out; fails above the bound. The whole run, with all that does not grow with the lines, is told beside it.
# What `pnc nieuw` costs has a bound of its own: it once became ten times slower and no test noticed.
# Needs valgrind; a machine without AVX2 counts more.
set -eu
LC_ALL=C
export LC_ALL
build=$(realpath "$1")
cd "$(dirname "$0")/../.."
lines=200000
bound=800 # per line; lower it when less is needed
nieuw_bound=4200 # millions, for the draft of 10,000 lines
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() { # run NAME: the run of lines-NAME.csv
    cat >"$folder/$1.ini" <<INI
[run]
naam = $1
soort = jaarrekening
jaar = 2024
gemeente = Meetgemeente
programma = 6
programma_naam = Sociaal domein
perioden = 0-13
bewaar_invoer = geen
[mappings]
pakketten = $PWD/mappings/pakketten.csv
posten = $PWD/mappings/posten.csv
[tabel]
titel = Wat kost programma 6?
eenheid = 1000
teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+
resultaat = ja
[kolommen]
realisatie_2023 = realisatie 2023
realisatie_2024 = realisatie 2024
[bron export]
profiel = $PWD/mappings/bronnen/grootboek.ini
bestanden = $folder/$1.csv
INI
}

# count FILE: all instructions, and those of libcrypto
count() {
    callgrind_annotate --threshold=100 --show-percs=no "$1" | awk '
        /^ *[0-9,]+ +[^ ]/ { n = $1; gsub(",", "", n)
                             if (/PROGRAM TOTALS/) all = n; else if (/libcrypto/) hash += n }
        END { printf "%.0f %.0f\n", all, hash }'
}

"$build/gen" bench --lines $lines --seed 1 --quoted 2 --years 2023-2024 --out "$folder/lines.csv"
run lines
counts=
for what in workers workers workers whole; do
    [ $what = workers ] && only=--toggle-collect=read_chunks || only=
    valgrind --tool=callgrind $only --callgrind-out-file="$folder/$what" "$build/pnc" run "$folder/lines.ini" --jobs 1 \
        --quiet --output "$folder/$what.out" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 3; }
    set -- $(count "$folder/$what")
    each=$((($1 - $2) / lines))
    echo "$what: $each instructions per line, and $(($2 / lines)) for hashes"
    [ $what = whole ] || { counts="$counts $each"; hashes=$(($2 / lines)); }
done
workers=$(printf '%s\n' $counts | sort -n | sed -n 2p)
# The hash is there: what was counted is what the workers did.
[ "$hashes" -gt 0 ] && [ "$workers" -gt 100 ] || { echo "nothing was counted: is there still a function read_chunks() in flow.c?"; exit 1; }
[ "$workers" -le $bound ] || { echo "more than the bound: $bound"; exit 1; }

"$build/gen" bench --lines 10000 --seed 1 --quoted 2 --years 2023-2024 --out "$folder/few.csv"
(cd "$folder" && valgrind --tool=callgrind --callgrind-out-file=nieuw "$build/pnc" nieuw bench few.csv >log 2>&1) || [ -f "$folder/bench/bench.ini" ] ||
    { cat "$folder/log"; exit 3; }
set -- $(count "$folder/nieuw")
nieuw=$((($1 - $2) / 1000000))
echo "nieuw: $nieuw million instructions for 10,000 lines"
[ $nieuw -le $nieuw_bound ] || { echo "more than the bound: $nieuw_bound"; exit 1; }
