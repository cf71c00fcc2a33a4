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
