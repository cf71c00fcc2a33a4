# For the cases of a layout: `. ../basis/layout.sh`, then `toon_run NAAM [RUN.ini]` runs it (run.ini) and shows what a
# controller looks at: the table, the exact figures, where the lines went, the controls of the sources and what was
# rejected; of a run that was not published only the last.
toon_csv() {
    sed '1s/^\xEF\xBB\xBF//; s/\r$//' "$@"
}

toon_run() {
    map=uit/$1
    if ! pnc run "${2:-run.ini}" --output uit; then
        map=$map-afgekeurd
    else
        echo "-- tabel"
        for tabel in jaarrekening begroting; do
            if [ -e "$map/$tabel.csv" ]; then toon_csv "$map/$tabel.csv"; fi
        done
        echo "-- saldi"
        cut -d, -f2- "$map/data/saldi.csv"
        echo "-- waar de mutaties bleven (centen in de tekens van de bron)"
        awk -F'[:,"]+' '/"bestemming"/ { on = 1 } /\]/ { on = 0 }
            on && $2 == "naam" { naam = $4 }
            on && $2 == "mutaties" { n = $3 + 0 }
            on && $2 == "cent" && n { print naam ": " n "," $3 }' "$map/manifest.json"
        echo "-- controles"
        toon_csv "$map/controles.csv" | grep -E '^"?(Regels in|Mutaties in = mutaties uit|Waar|Debet|Totaalregels kl|Controletotaal)' | cut -d';' -f1,3,4,6
    fi
    echo "-- afgekeurd"
    toon_csv "$map/afgekeurd.csv" | sed 1d | cut -d';' -f3,5,6
}

# nieuweling NAAM FILE PROFILE SED…: what `pnc sniff` drafts of the file, and what comes of it when a newcomer takes the
# marks away and changes only the lines of SED: the same saldi as by the profile that ships.
nieuweling() {
    naam=$1 file=$2 profiel=$3
    shift 3
    echo "== een nieuweling, van $file alleen"
    pnc sniff "$file" >ontwerp.ini
    cat ontwerp.ini
    sed -E 's/^; (invullen|zo nodig): //' ontwerp.ini >overgenomen.ini
    sed -E "$@" overgenomen.ini >eigen.ini
    echo "-- veranderd"
    diff overgenomen.ini eigen.ini | grep '^[<>]'
    sed "s|^profiel = .*$profiel|profiel = eigen.ini|" run.ini >eigen-run.ini
    pnc run run.ini --output verwacht --quiet >/dev/null 2>&1
    pnc run eigen-run.ini --output gevonden --quiet 2>&1 | tail -1
    cmp "verwacht/$naam/data/saldi.csv" "gevonden/$naam/data/saldi.csv" && echo "saldi: gelijk"
}
