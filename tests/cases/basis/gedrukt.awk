# Printed against published: see gedrukt in tabellen.sh. Files: texts of the workbook, printed, published.
function amount(text) { return text ~ /^-?[0-9]+([.][0-9][0-9][0-9])*( [VN])?$/ }
function value(text) { gsub(/[.]/, "", text); return text + 0 }
function mark(text) { return text ~ / [VN]$/ ? substr(text, length(text)) : "" }
FNR == 1 { file++ }
file == 1 { there[tolower($0)] = 1; next }
file == 2 && FNR == 1 { for (i = 1; i <= NF; i++) if (!(tolower($i) in there)) lacking = lacking " [" $i "]"; next }
file == 2 { n = split($0, cells, ";"); wide[FNR] = n; for (i = 1; i <= n; i++) printed[FNR, i] = cells[i]; next }
FNR == 1 { next }
{
    at = 1
    for (i = 1; i <= wide[FNR]; i++) {
        p = printed[FNR, i]
        if (p == "") continue
        for (j = at; j <= NF; j++) {
            f = $j; sub(/^'/, "", f)
            if (f == p) { same++; break }
            if (!amount(p) || !amount(f) || mark(p) != mark(f)) continue
            off = value(p) - value(f); if (off < 0) off = -off
            if (off == 0) { same++; break }
            if (off <= 2) { near[off]++; break }
        }
        if (j > NF) other = other "\n    regel " FNR ": [" p "]"
        else at = j + 1
    }
    rows = FNR
}
END {
    for (r in wide) if (r + 0 > rows) other = other "\n    geen regel " r
    printf "gedrukt: %d cellen gelijk, %d op 1 na, %d op 2 na; koppen die ontbreken:%s; anders:%s\n",
        same, near[1], near[2], lacking == "" ? " geen" : lacking, other == "" ? " geen" : other
}
