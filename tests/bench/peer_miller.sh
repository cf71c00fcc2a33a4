#!/bin/sh
# The bare job in Miller: see README.md. peer_miller.sh LEDGER MAPPING RESULT THREADS LAYOUT
[ "$1" = --version ] && exec mlr --version

export GOMAXPROCS="$4"
exec mlr --icsv --ifs ';' --ocsv --ofs ',' --from "$1" \
    cut -f Boekjaar,Periode,Grootboekrekening,Kostenplaats,Debet,Credit \
    then filter '$Periode <= 13 && $Grootboekrekening >= 400000' \
    then join -j Kostenplaats,Boekjaar -l kostenplaats,boekjaar -f "$2" \
    then filter '$programma == 6' \
    then put '
        $cents = (is_empty($Credit) ? 0 : int(round(100 * float(sub($Credit, ",", ".")))))
               - (is_empty($Debet) ? 0 : int(round(100 * float(sub($Debet, ",", ".")))));
        $sectie = $Grootboekrekening < 500000 ? "lasten"
                : $Grootboekrekening >= 800000 ? "baten"
                : $Grootboekrekening < 720000 ? "stortingen" : "onttrekkingen";
        $stand = "realisatie " . $Boekjaar' \
    then stats1 -a sum,count -f cents -g pakket,post,sectie,stand \
    then rename cents_sum,cents,cents_count,mutaties >"$3"
