# For the tables by settings: `. ../basis/tabellen.sh` gives a profile for a ledger of eight columns (sleutel, sectie,
# soort, jaar, periode, besluit, is, bedrag: printed amounts, each positive for lasten, baten, stortingen and onttrekkingen).
. ../basis/proef.sh
cat >lijst.ini <<P
[bestand]
codering = utf-8
scheidingsteken = puntkomma

[kolommen]
sleutel = sleutel
sectie = sectie
soort = soort
jaar = jaar
periode = periode
besluit = besluit
is = is
bedrag = bedrag

[waarden is]
I = I
S = S
- = 

[getal]
decimaal = komma
duizendtal = punt

[bedragen]
bedrag = {soort} {jaar}

[betekenis]
teken = lasten+ baten+ stortingen+ onttrekkingen+
sleutel = sleutel
periode = periode
besluit = besluit
incidenteel_structureel = is

[sectie]
lasten = sectie: lasten
baten = sectie: baten
stortingen = sectie: stortingen
onttrekkingen = sectie: onttrekkingen
P

# gedrukt TABEL: the printed table (gedrukt-TABEL.csv, as the source has it) beside the published one: every printed
# cell, row by row and in order, stands in it; a figure within what rounding hides (2 units); headings and all labels
# to the letter. What does not is shown.
gedrukt() {
    unzip -p uit/proef/proef.xlsx xl/sharedStrings.xml | sed 's/<si>/\n&/g; s/<[^>]*>//g' |
        sed 's/&amp;/\&/g; s/&gt;/>/g; s/&lt;/</g' >bladen.txt
    toon "uit/proef/$1.csv" >gevonden.csv
    awk -F';' -f gedrukt.awk bladen.txt "gedrukt-$1.csv" gevonden.csv
}

# sporen TABEL…: every cell of these tables is traced; tells how many were, and what was said of those that were not.
sporen() {
    for tabel; do
        toon "uit/proef/$tabel.csv" >spoor.csv
        n=0
        for kolom in $(sed -n 1p spoor.csv | tr ';' '\n' | grep -vxE 'sectie|code|regel|programma'); do
            rij=1
            for unused in $(sed 1d spoor.csv | tr -c '\n' x); do
                rij=$((rij + 1))
                pnc trace uit/proef --tabel "$tabel" --rij $rij --kolom "$kolom" --per bestand >spoor.txt 2>&1 || cat spoor.txt
                n=$((n + 1))
            done
        done
        echo "$tabel: $n cellen gevolgd"
    done
}
