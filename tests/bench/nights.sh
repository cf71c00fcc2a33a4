#!/bin/sh
# A month of nights of a ledger that grows to 5 million lines: what the archive costs beside the gzip of the last night. Then
# one more night that differs from it in 100 lines: what `pnc diff` costs beside a run.
#
#     tests/bench/nights.sh build/pnc build/gen [LINES]      some minutes; 2 GB in TMPDIR, removed again
set -eu
pnc=$(realpath "$1") gen=$(realpath "$2") lines=${3:-5000000}
project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$gen" bench --lines "$lines" --quoted 0 --out heel.csv --years 2024
cp -R "$project/mappings" .
sed -i 's/^sluitend = ja/sluitend = nee/' mappings/bronnen/grootboek.ini
maak() { # maak NAAM BEWAAR_INVOER
    cat >"mappings/$1.ini" <<Y
[run]
naam = $1
soort = jaarrekening
gemeente = Meetgemeente
programma = 6
programma_naam = Sociaal domein
jaar = 2024
bewaar_invoer = $2
[mappings]
pakketten = pakketten.csv
posten = posten.csv
[tabel]
titel = Wat kost programma 6?
teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+
[kolommen]
realisatie_2024 = realisatie 2024
[vorige]
grootste_sprong = 999.999.999
waarom = nee
[bron boek]
profiel = bronnen/grootboek.ini
bestanden = ../boek.csv
herhaling_toegestaan = ja
Y
}
maak maand alles
maak los geen
nacht() {
    "$pnc" run "mappings/$1.ini" --output uit --quiet >said 2>&1 || { cat said; exit 1; }
}
for n in $(seq 1 30); do
    head -n $((n * lines / 30 + 1)) heel.csv >boek.csv
    nacht maand
    touch -d "2026-01-$(printf %02d "$n") 03:00" uit/maand/manifest.json
done
bytes() { du -sb "$@" | awk '{ s += $1 } END { print s }'; }
echo "dertig nachten tot $lines regels: invoer $(bytes uit/.invoer), publicaties $(bytes uit/archief uit/maand) bytes"
echo "gzip van de laatste nacht: $(gzip -c boek.csv | wc -c) bytes"
awk -F';' -v OFS=';' -v per=$((lines / 100)) 'NR > 1 && NR % per == 0 && $9 !~ /"/ { $8 = $8 == "660110" ? "650133" : "660110" } { print }' \
    boek.csv >anders.csv && mv anders.csv boek.csv
nacht maand
meet() { /usr/bin/time -f "%U + %S s CPU, %M KiB" "$@" 2>&1 >/dev/null | tail -n 1; }
echo "diff van twee nachten: $(meet "$pnc" diff uit/maand)"
echo "een run die niets bewaart: $(meet "$pnc" run mappings/los.ini --output los --quiet)"
