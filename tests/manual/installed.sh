#!/bin/sh
# installed.sh BUILD: what `make install` puts in a folder works there, and `make uninstall` leaves only settings.
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
fail() { echo "make install: $1"; exit 1; }
make -s install BUILD="${build##*/}" DESTDIR="$tree" >/dev/null
for file in bin/pnc bin/pnc-nacht share/man/man1/pnc.1 share/man/man5/pnc.5 share/bash-completion/completions/pnc \
    share/doc/pnc/HANDLEIDING.md share/doc/pnc/voorbeeld/mappings/jaarrekening-2024.ini; do
    [ -s "$tree/usr/local/$file" ] || fail "$file ontbreekt"
done
grep -q "^ExecStart=/usr/local/bin/pnc-nacht" "$tree/etc/systemd/system/pnc@.service" || fail "de dienst start iets anders"

# The nightly work in the installed example: a log, a hook with the verdict, a status.
PATH=$tree/usr/local/bin:$PATH
voorbeeld=$tree/usr/local/share/doc/pnc/voorbeeld/mappings
printf '#!/bin/sh\necho "$1 ${2##*/} $3" >>%s/hook\ncat >>%s/gezegd\n' "$tree" "$tree" >"$tree/na-pnc"
chmod +x "$tree/na-pnc"
printf 'PNC_OUTPUT=%s/uit\nPNC_LOG=%s/log\nPNC_HOOK=%s/na-pnc\n' "$tree" "$tree" "$tree" >"$tree/default"
PNC_DEFAULTS=$tree/default pnc-nacht "$voorbeeld/begroting-2026.ini" >/dev/null || fail "pnc-nacht gaf status $?"
PNC_DEFAULTS=$tree/default pnc-nacht "$voorbeeld/begroting-2026.ini" "$voorbeeld/weg.ini" >/dev/null && fail "status 0 van een run die er niet is"
(PATH=/usr/bin:/bin PNC_DEFAULTS=$tree/default "$tree/usr/local/bin/pnc-nacht" "$voorbeeld/begroting-2026.ini") >/dev/null ||
    fail "pnc-nacht vindt pnc niet als cron het start"
pnc-nacht --help | grep -q '^gebruik: pnc-nacht RUN.ini' || fail "pnc-nacht --help is niet zijn eigen hulp"
# Mail that cannot be sent is said, in the log too, and the verdict stays the last line.
mkdir "$tree/smal"
for tool in sh mktemp sed tail cat basename dirname rm date; do ln -s "$(command -v $tool)" "$tree/smal"; done
echo 'PNC_MAIL=c@example.org' >>"$tree/default"
(PATH=$tree/usr/local/bin:$tree/smal PNC_DEFAULTS=$tree/default pnc-nacht "$voorbeeld/begroting-2026.ini") >"$tree/nacht" ||
    fail "pnc-nacht zonder mail gaf status $?"
grep -q '^pnc-nacht: geen bericht aan c@example.org' "$tree/nacht" || fail "dat er geen mail is wordt niet gezegd"
grep -q '    pnc-nacht: geen bericht' "$tree/log" || fail "dat er geen mail is staat niet in het logboek"
tail -n 1 "$tree/nacht" | grep -q '^pnc: gepubliceerd' || fail "de laatste regel is niet het oordeel"
grep -q '^0 begroting-2026.ini pnc: gepubliceerd ' "$tree/hook" || fail "de haak kreeg het oordeel niet"
grep -q '^2 weg.ini pnc: niet gepubliceerd' "$tree/hook" || fail "de haak kreeg het oordeel van een fout niet"
grep -q 'status 0 .*begroting-2026.ini$' "$tree/log" || fail "in het logboek staat de run niet"
for where in nacht log gezegd; do
    grep -q '^ *waarschuwing: Te vergelijken: ' "$tree/$where" || fail "in $where staat de waarschuwing niet"
done

# Mail: letters that the reader's program knows, lines that every machine on the way takes, each address; one that fails
# is said. Cron and the timer give no locale.
mkdir "$tree/post" "$tree/stil"
printf '#!/bin/sh\nlocale charmap >%s/charmap\nprintf "%%s\\n" "$@" >%s/adressen\ncat >%s/brief\n[ ! -e %s/dicht ]\n' \
    "$tree" "$tree" "$tree" "$tree" >"$tree/post/mail"
{ echo '#!/bin/sh'; echo "yes 'verwacht een regel' | head -n 200 | tr '\n' ' '; echo; echo 'pnc: niet gepubliceerd: 1 fout'; exit 1"; } >"$tree/stil/pnc"
cp "$tree/usr/local/bin/pnc-nacht" "$tree/stil"
chmod +x "$tree/post/mail" "$tree/stil/pnc"
nacht() { env -i PATH="$tree/post:/usr/bin:/bin" PNC_DEFAULTS="$tree/default" "$@"; }
echo 'PNC_MAIL="a@example.org b@example.org"' >>"$tree/default"
nacht "$tree/usr/local/bin/pnc-nacht" "$voorbeeld/begroting-2026.ini" >/dev/null || fail "pnc-nacht met mail gaf status $?"
[ "$(cat "$tree/charmap")" = UTF-8 ] || fail "mail is niet in UTF-8 maar in $(cat "$tree/charmap")"
[ "$(tr '\n' ' ' <"$tree/adressen")" = "-s pnc: begroting-2026 gepubliceerd a@example.org b@example.org " ] || fail "mail gaat naar $(cat "$tree/adressen")"
grep -q '^waarschuwing: Te vergelijken: ' "$tree/brief" || fail "een bericht dat er gepubliceerd is zegt de waarschuwing niet"
cp "$voorbeeld/posten.csv" "$tree/heel.csv"
sed -i 2,9d "$voorbeeld/posten.csv"
nacht "$tree/usr/local/bin/pnc-nacht" "$voorbeeld/begroting-2026.ini" >/dev/null && fail "status 0 van een run zonder koppeling"
grep -q '^waarschuwing: Te vergelijken: ' "$tree/brief" || fail "een bericht dat er niet gepubliceerd is zegt de waarschuwing niet"
tail -n 1 "$tree/brief" | grep -q '^pnc: begroting-2026 niet gepubliceerd' || fail "een bericht eindigt niet met het oordeel"
mv "$tree/heel.csv" "$voorbeeld/posten.csv"
nacht "$tree/stil/pnc-nacht" lang.ini >/dev/null && fail "status 0 van een run die niet publiceerde"
[ -z "$(LC_ALL=C awk 'length > 998' "$tree/brief")" ] || fail "mail heeft een regel die onderweg geweigerd wordt"
grep -q 'lang niet gepubliceerd (status 1)' "$tree/adressen" || fail "het onderwerp zegt niet dat er niets gepubliceerd is"
touch "$tree/dicht"
nacht "$tree/stil/pnc-nacht" dicht.ini >"$tree/nacht" || true
grep -q '^pnc-nacht: geen bericht aan a@example.org b@example.org: mail gaf status 1' "$tree/nacht" || fail "dat mail mislukte wordt niet gezegd"

# A log that cannot be written is said, and the night goes on.
printf 'PNC_OUTPUT=%s/uit\nPNC_LOG=%s/niet/log\n' "$tree" "$tree" >"$tree/geen-log"
PNC_DEFAULTS=$tree/geen-log pnc-nacht "$voorbeeld/begroting-2026.ini" >"$tree/nacht" 2>&1 || fail "pnc-nacht zonder logboek gaf status $?"
[ "$(head -n 1 "$tree/nacht")" = "pnc-nacht: geen logboek: $tree/niet/log is niet te schrijven" ] || fail "dat er geen logboek is wordt niet gezegd"

# Who stops the night stops the run.
printf '#!/bin/sh\necho $$ >%s/bezig\nexec sleep 600\n' "$tree" >"$tree/stil/pnc"
PNC_DEFAULTS=/dev/null "$tree/stil/pnc-nacht" lang.ini >/dev/null &
nacht=$!
until [ -s "$tree/bezig" ]; do sleep 0.1; done
kill "$nacht"
wait "$nacht" && fail "een nacht die gestopt is geeft status 0"
kill -0 "$(cat "$tree/bezig")" 2>/dev/null && fail "de nacht is gestopt, haar run niet"

grep -q '…' "$tree"/usr/local/share/man/man?/* && fail "een man-pagina heeft een teken dat man niet overal kent"

# Completion names the commands and options of the program's own help.
completed=$(bash -c ". $tree/usr/local/share/bash-completion/completions/pnc; COMP_WORDS=(pnc tra); COMP_CWORD=1; _pnc
    echo \${COMPREPLY[*]}; COMP_WORDS=(pnc run --ou); COMP_CWORD=2; _pnc; echo \${COMPREPLY[*]}" 2>/dev/null | tr '\n' ' ')
[ "$completed" = "trace --output " ] || fail "aanvullen in bash geeft '$completed'"

make -s uninstall BUILD="${build##*/}" DESTDIR="$tree" >/dev/null
left=$(cd "$tree" && find usr etc -type f)
[ "$left" = etc/default/pnc ] || fail "na uninstall staat er nog: $left"
# Who is no administrator installs in a folder of his own.
if ! [ -w /etc ]; then
    make -s install BUILD="${build##*/}" PREFIX="$tree/thuis" | grep -q crontab || fail "zonder beheerder wordt niet gezegd wat er niet is"
    "$tree/thuis/bin/pnc" --version >/dev/null || fail "in een eigen map staat geen programma"
fi
echo "make install: in orde"
