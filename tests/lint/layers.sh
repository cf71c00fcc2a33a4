#!/bin/sh
# The rules of the house (README, "The house"): who may include what. Prints each breach; fails on any.
cd "$(dirname "$0")/../.." || exit 2
breaches=$(mktemp) || exit 3
trap 'rm -f "$breaches"' EXIT

# includes FILES…: "file: included" for each quoted or angle include of them
includes() { grep -HnE '^#include' "$@" /dev/null | sed -E 's/^([^:]+):[0-9]+:#include +["<]([^">]+)[">].*/\1: \2/'; }
breach() { sed "s|^|$1: |" >>"$breaches"; }

includes pipeline/core/*.[ch] | grep -E ': (stages/|pipeline/[a-z_]+\.h)' |
    breach "core includes what stands above it"
includes stages/*.[ch] | grep -E ': pipeline/[a-z_]+\.h' |
    breach "a stage includes the driver"
includes stages/*.[ch] | grep -E ': stages/' |
    awk -F'[/: ._]+' '{ split($0, a, ": stages/"); split(a[1], f, "/"); own = f[2]; sub(/[_.].*/, "", own);
                        inc = a[2]; sub(/[_.].*/, "", inc); if (own != inc) print }' |
    breach "a stage includes another stage"
includes $(git ls-files '*.c' '*.h' | grep -v '^tests/') | grep -E ': stages/' | grep -v '^stages/' |
    breach "somebody else includes a stage"
includes $(git ls-files '*.c' '*.h' | grep -v '^tests/') | grep -E ': csv\.h$' |
    grep -v '^pipeline/core/csv\.c:' | breach "only core/csv includes libcsv"
includes $(git ls-files '*.c' '*.h' | grep -v '^tests/') | grep -E ': xlsxwriter' |
    grep -vE '^(stages/write_xlsx[a-z_]*\.[ch]|pipeline/core/sheet[a-z_]*\.[ch]):' |
    breach "only write_xlsx and the sheet it writes include libxlsxwriter"
git grep -nE '^[^*"]*(^|[ (])(float|double)( *\*| [a-z_]+)* *[][;,)=(]' -- 'pipeline/*.[ch]' 'stages/*.[ch]' |
    grep -vE '^(stages/write_xlsx|pipeline/core/(sheet|workbook))' | breach "floating point"
git grep -nE '^typedef struct|typedef struct' -- 'pipeline/*.h' 'stages/*.h' | breach "typedef of a struct"
git grep -nIwE 'TODO|FIXME|XXX|HACK' -- '*.c' '*.h' Makefile | breach "unfinished"
git ls-files '*.c' '*.h' | xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }' |
    breach "a file too long to see whole"

if [ -s "$breaches" ]; then
    cat "$breaches"
    exit 1
fi
echo "layers: in order"
