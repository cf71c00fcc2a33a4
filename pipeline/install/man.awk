# HANDLEIDING.md as a man page: awk -v page=pnc -v section=1 -v version=… -f man.awk. Of section 1 what stands before
# "# De instellingen", of section 5 the rest. Knows what that file uses: headings, paragraphs, numbered lists, tables, commands.
function emphasised(t, done) {
    gsub(/\*\*/, "", t)
    while (match(t, /\*[^* ][^*]*\*/)) {
        done = done substr(t, 1, RSTART - 1) "\\fI" substr(t, RSTART + 1, RLENGTH - 2) "\\fR"
        t = substr(t, RSTART + RLENGTH)
    }
    return done t
}
function escape(t, piece, n, i) {
    gsub(/…/, "...", t);     gsub(/\\/, "\\e", t); gsub(/-/, "\\-", t)
    n = split(t, piece, "`")
    for (t = i = ""; ++i <= n;) t = t (i % 2 ? emphasised(piece[i]) : piece[i])
    if (t ~ /^[.']/) t = "\\&" t
    return t
}
BEGIN {
    printf ".TH %s %s \"\" \"pnc %s\" \"pnc\"\n", toupper(page), section, version
    print ".nh\n.ad l"
    if (section == 1) print ".SH NAAM\npnc \\- van exports van de administratie naar de tabellen van de P&C\\-cyclus"
    else print ".SH NAAM\npnc \\- instellingen van een run en van een bronprofiel"
}
/^# / { part++; heading = substr($0, 3); if ((section == 1) == (part == 1) && part > 1) print ".SH " toupper(escape(heading)); next }
(section == 1) != (part == 1) { next }
/^## / { print ".SH " escape(substr($0, 4)); next }
/^\| --- / { next }
/^\|/ {
    split($0, cell, / *\| */)
    print ".TP\n" escape(cell[2])
    rest = escape(cell[3]); for (i = 4; cell[i] != ""; i++) rest = rest "; " escape(cell[i])
    print rest == "" ? "\\&" : rest
    next
}
/^```/ { print fenced ? ".fi" : ".PP\n.nf"; fenced = !fenced; next }
fenced { print escape($0); next }
/^    / { if (!code) print ".PP\n.nf"; code = 1; print "    " escape(substr($0, 5)); next }
code { print ".fi"; code = 0 }
/^$/ { print ".PP"; next }
/^[0-9]+\. / { print ".IP " $1 " 4"; print escape(substr($0, length($1) + 2)); next }
/^   [^ ]/ { print escape(substr($0, 4)); next }
{ print escape($0) }
END { if (code) print ".fi" }
