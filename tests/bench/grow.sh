#!/bin/bash
# Work that must not grow faster than its input: one run per kind of input, at its expected size and at ten times that.
#
#     tests/bench/grow.sh PNC                 all kinds: the table of README.md, in CPU seconds (user + system) and peak MiB
#     tests/bench/grow.sh PNC KIND [N]        one kind, of one size
#     tests/bench/grow.sh PNC --make KIND N   only makes the folder, and names it
#
# What a run says is kept in the folder as `said`; the exit status is in the table, because an input that is refused early
# costs nothing.
set -u
export LC_ALL=C
pnc=$(realpath "$1") || exit 2
shift

# ---- the small run that everything is grown from ----

rows() { # rows FORMAT N: the format for i = 0..N-1; in it %d is i, %6 is i with six digits
    awk -v n="$2" -v format="$1" 'BEGIN {
        parts = split(format, part, "%")
        for (i = 0; i < n; i++) {
            line = part[1]
            for (p = 2; p <= parts; p++)
                line = line (substr(part[p], 1, 1) == "d" ? i : sprintf("%06d", i)) substr(part[p], 2)
            print line
        }
    }'
}

profile() {
    cat >p.ini <<'INI'
[bestand]
codering = utf-8
scheidingsteken = puntkomma
extra_kolommen = ja
[kolommen]
rekening = Rekening
kpl = Kostenplaats
debet = Debet
credit = Credit
INI
    printf '%s\n' "${columns:-}" >>p.ini
    cat >>p.ini <<'INI'
[getal]
decimaal = komma
leeg_is_nul = ja
[bedragen]
INI
    printf '%s\n' "${amounts:-credit - debet = realisatie 2024}" >>p.ini
    printf '[betekenis]\nteken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = kpl\nrekening = rekening\n' >>p.ini
    printf '%s\n' "${meaning:-}" >>p.ini
    printf '[sectie]\nlasten = rekening: 4*\nbaten = rekening: 8*\n' >>p.ini
}

settings() {
    cat >run.ini <<INI
[run]
naam = t
soort = jaarrekening
gemeente = X
programma = 1
programma_naam = P
jaar = 2024
${keep:-}
[mappings]
pakketten = pakketten.csv
posten = posten.csv
${texts:-}
[tabel]
titel = T
eenheid = 1
teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+
resultaat = nee
[kolommen]
INI
    printf '%s\n' "${kolommen:-realisatie_2024 = realisatie 2024}" >>run.ini
    printf '%s\n' "${more:-}" >>run.ini
    printf '%s\n' "${sources:-[bron b]
profiel = p.ini
bestanden = in.csv
${turned:-}}" >>run.ini
}

mapping() { # mapping N: posten of one pakket
    printf 'pakket;naam;programma;van;tot\n1A;Een;1;;\n' >pakketten.csv
    { echo 'sleutel;post;pakket;van;tot;altijd_tonen'; rows '%6;Post %6;1A;;;' "$1"; } >posten.csv
}

lines() { # lines N: one of each key
    { echo 'Rekening;Kostenplaats;Debet;Credit;Begroot'; rows '4000;%6;6%d,00;;0,01' "$1"; } >in.csv
}

deviations='[afwijkingen]
realisatie = realisatie_2024
begroting = primair_2024
verschil = verschil
drempel_pakket = 0,00
drempel_post = 0,00'
with_budget='realisatie_2024 = realisatie 2024
primair_2024 = primair 2024
verschil = realisatie_2024 - primair_2024'
budget() { kolommen=$with_budget; more=$deviations; columns="begroot = Begroot
${columns:-}"; amounts='credit - debet = realisatie 2024
begroot = primair 2024'
turned='omgekeerd_toegestaan = lasten, stortingen'; }

# ---- the kinds ----

posten() { mapping "$1"; lines "$1"; profile; settings; }
afwijkingen() { budget; posten "$1"; }
toelichtingen() {
    texts='toelichtingen = uitleg.csv'
    { echo 'pakket;post;lasten;baten;incidenteel_structureel;status;toelichting'; rows '1A;Post %6;;;I;;Omdat het zo is' "$1"; } >uitleg.csv
    afwijkingen "$1"
}
reserves() { # toelichtingen of posten that are only in the reserves: no row of their own
    toelichtingen "$1"
    sed -i 's/^lasten = .*/stortingen = rekening: 4*/' p.ini
}
labels() {
    keep='bewaren = incidenteel_structureel'; columns='is = IS'; meaning='incidenteel_structureel = is'
    afwijkingen "$1"
    printf '[waarden is]\nI = I\nS = S\nniets =\n' >>p.ini
    { echo 'Rekening;Kostenplaats;Debet;Credit;Begroot;IS'; rows '4000;%6;6%d,00;;0,01;I' "$1"; } >in.csv
}
onbekend() { posten "$1"; sed -i 's/^\(4000;\)/\1Q/' in.csv; }
onbekend_lijkt() { posten "$1"; { echo 'Rekening;Kostenplaats;Debet;Credit'; rows '4000;%67;6%d,00;' "$1"; } >in.csv; }
onbekend_miljoen() { mapping 10; lines "$1"; profile; settings; }
afgekeurd() { posten 10; { echo 'Rekening;Kostenplaats;Debet;Credit'; rows '4000;%6;6%d,00;x' "$1"; } >in.csv; }
pakketten() {
    { echo 'pakket;naam;programma;van;tot'; rows 'P%6;Naam %d;1;;' "$1"; } >pakketten.csv
    { echo 'sleutel;post;pakket;van;tot;altijd_tonen'; rows '%6;Post %6;P%6;;;' "$1"; } >posten.csv
    lines "$1"; profile; settings
}
pakketten_afwijkingen() {
    budget; pakketten "$1"
}
voorvoegsels() { # every key begins with every other
    awk -v n="$1" 'BEGIN { print "sleutel;post;pakket;van;tot;altijd_tonen"; k = ""; for (i = 0; i < n; i++) { k = k "1"; y = 1900 + i % 300; print k "*;Post " i ";1A;" y ";" y ";" } }' >voor.csv
    posten 10; mv voor.csv posten.csv
}
jaren() { # one key with a row for every year, again and again
    posten 10; { echo 'sleutel;post;pakket;van;tot;altijd_tonen'; rows '1;Post 1;1A;;;' "$1"; } >posten.csv
}
bestanden() {
    sources='[bron b]
profiel = p.ini
bestanden = in-*.csv'
    posten 10
    for ((i = 0; i < $1; i++)); do printf 'Rekening;Kostenplaats;Debet;Credit\n4000;%06d;%06d,00;\n' $((i % 10)) "$i" >in-$i.csv; done
}
bronnen() {
    sources=$(rows '[bron b%d]
profiel = p.ini
bestanden = in-%d.csv' "$1")
    posten 10
    for ((i = 0; i < $1; i++)); do printf 'Rekening;Kostenplaats;Debet;Credit\n4000;%06d;%06d,00;\n' $((i % 10)) "$i" >in-$i.csv; done
}
besluiten() {
    keep='bewaren = besluit, besluitdatum'; columns='besluit = Besluit
datum = Datum'; meaning='besluit = besluit
besluitdatum = datum'; amounts='credit - debet = wijziging 2024'; kolommen='na_2024 = wijziging 2024'
    posten 10
    printf '[datums]\ndatum = jjjj-mm-dd\n' >>p.ini
    { echo 'Rekening;Kostenplaats;Debet;Credit;Besluit;Datum'; rows '4000;000001;6%d,00;;%d;2024-03-01' "$1"; } >in.csv
}
kolommen_van_bestand() { # columns that nobody asks for
    posten 10
    awk -v n="$1" 'BEGIN { h = "Rekening;Kostenplaats;Debet;Credit"; l = "4000;000001;1,00;"; for (i = 0; i < n; i++) { h = h ";K" i; l = l ";x" } print h; for (i = 0; i < 100; i++) print l }' >in.csv
}
kolommen_van_tabel() { kolommen=$(rows 'k%d = realisatie 2024' "$1"); posten 10; }
vergelijk() {
    posten "$1"
    "$pnc" run run.ini --quiet >/dev/null 2>&1 --output output || :
    sed -i 's/^naam = t/naam = u/' run.ini
    printf '[vergelijk]\nrealisatie 2024 = t: realisatie 2024\n' >>run.ini
}
nieuwe_sleutels() { # a night after which every line has a key of its own, that was not there
    more='[vorige]
grootste_sprong = 1000000000000'
    posten "$1"
    mv posten.csv alle.csv; sed 2q alle.csv >posten.csv; cp in.csv nu.csv; sed -i '2,$s/;[0-9]*;/;000000;/' in.csv
    "$pnc" run run.ini --quiet >/dev/null 2>&1 --output output || :
    mv alle.csv posten.csv; mv nu.csv in.csv
}
uitvoeren() { # earlier publications
    posten 10
    mkdir -p output/archief/t
    for ((i = 0; i < $1; i++)); do printf -v id %016x "$i"; mkdir "output/archief/t/2024-$id"; done
}
indicatoren() { # eleven values, a goal and a printed row each; twenty to a table
    { echo 'code;naam;eenheid;richting'; rows 'i%d;Indicator %d voor 65+;aantal;hoger' "$1"; } >indicatoren.csv
    awk -v n="$1" 'BEGIN {
        print "code;periode;soort;document;waarde"
        for (i = 0; i < n; i++) {
            for (y = 2015; y < 2025; y++) print "i" i ";" y ";realisatie;d;" i % 97
            print "i" i ";2026;streef;d;>" i % 97 + 3
        }
    }' >waarden.csv
    awk -v n="$1" 'BEGIN {
        print "code;doel;jaar;richting;streefwaarde;indicator"
        for (i = 0; i < n; i++) print "g" i ";meer dan " i % 97 + 3 ";2026;>;" i % 97 + 3 ";i" i
    }' >doelen.csv
    awk -v n="$1" 'BEGIN {
        print "tabel;document;titel;kolommen;code"
        for (i = 0; i < n; i++)
            print "t" int(i / 20) (i % 20 ? ";;;;" : ";d;Titel " int(i / 20) ";naam: regel | 2024: realisatie 2024 | 2026: streef 2026;") "i" i
    }' >tabellen.csv
    printf '%s\n' '[run]' 'naam = t' 'soort = indicatoren' 'gemeente = X' 'jaar = 2026' '[indicatoren]' \
        'indicatoren = indicatoren.csv' 'waarden = waarden.csv' 'doelen = doelen.csv' 'tabellen = tabellen.csv' >run.ini
}
geheugen() { # keys of 16 bytes that met in one slot of the memo before it was seeded
    mapping 10; profile; settings
    awk -v n="$1" 'BEGIN { print "Rekening;Kostenplaats;Debet;Credit"; for (i = 0; i < n; i++) printf "4000;%08d%c%c%c%c%c%c%c%c;1,00;\n", i, 147, 253, 89, 102, 184, 143, 232, 214 }' >in.csv
    sed -i 's/utf-8/windows-1252/' p.ini
}
same_slot() { geheugen "$1"; }

kinds='posten:5000 afwijkingen:5000 toelichtingen:2000 reserves:1000 labels:5000 onbekend:2000 onbekend_lijkt:2000 onbekend_miljoen:300000
afgekeurd:10000 pakketten:200 pakketten_afwijkingen:50 voorvoegsels:500 jaren:1000 bestanden:300 bronnen:300 besluiten:200 kolommen_van_bestand:500
kolommen_van_tabel:20 vergelijk:2000 nieuwe_sleutels:2000 uitvoeren:500 indicatoren:500'

# ---- making, running, measuring ----

folders=()
trap '[ ${#folders[@]} -eq 0 ] || rm -rf "${folders[@]}"' EXIT

make() { # make KIND N: the folder is the current one afterwards
    folder=$(mktemp -d) && cd "$folder" || exit 3
    unset columns amounts meaning keep texts kolommen more sources turned
    "$1" "$2"
}

measure() { # measure KIND N
    make "$1" "$2"
    folders+=("$folder")
    python3 -c 'import resource, subprocess, sys
status = subprocess.call([sys.argv[1], "run", "run.ini"], stdout=open("said", "w"), stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%s %s: %.2f s, %d MiB, status %d" % (*sys.argv[2:], used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, status))' "$pnc" "$1" "$2"
    cd /
    rm -rf "$folder"
}

if [ "${1:-}" = --make ]; then
    make "$2" "$3"
    echo "$folder"
elif [ $# -gt 0 ]; then
    measure "$1" "${2:-1000}"
else
    for kind in $kinds; do
        measure "${kind%:*}" "${kind#*:}"
        measure "${kind%:*}" "${kind#*:}0"
    done
fi
