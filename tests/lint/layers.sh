#!/bin/sh
# The rules of the house (README, "The house"): who may include what. Prints each breach; fails on any.
cd "$(dirname "$0")/../.." || exit 2
breaches=$(mktemp) || exit 3
edges=$(mktemp) || exit 3
trap 'rm -f "$breaches" "$edges"' EXIT
ours() { git ls-files 'pipeline/*.[ch]' 'stages/*.[ch]'; }
breach() { sed "s|^|$1: |" >>"$breaches"; }

# "file included" for each include in quotes, and in angles
ours | xargs grep -HE '^#include "' | sed -E 's/^([^:]+):#include "([^"]+)".*/\1 \2/' >"$edges"
libraries() { ours | xargs grep -HE '^#include <' | sed -E 's/^([^:]+):#include <([^>]+)>.*/\1: \2/'; }

# The table of allowed arrows.
awk 'function room(file,   part, n) {
         if (file ~ /^pipeline\/(main|commands)\./) return "main"
         n = split(file, part, /\//)
         if (part[1] != "stages") return n > 2 ? part[2] : "driver"
         sub(/\..*/, "", part[2])
         return "stages/" part[2]
     }
     FNR == NR { if ($0 !~ /^#/) for (i = 3; i <= NF; i++) allowed[$1, $i]; next }
     { from = room($1); to = room($2); row = from ~ /^stages\// ? "stages/*" : from
       if (from != to && !((row, to) in allowed)) print $1 " -> " $2 }' tests/lint/rooms.txt "$edges" |
    breach "an include against the arrows"

# No circles, neither of headers nor of modules (x.c and x.h together).
circles() { tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([^-].*[^:]\)$/\1/p' | grep -v 'input contains a loop'; }
awk '$1 != $2' "$edges" | circles | breach "a circle of includes"
sed 's/\.[ch]\( \|$\)/\1/g' "$edges" | awk '$1 != $2' | circles | breach "a circle of modules"

ours | grep '\.c$' | sed 's|/[^/]*$||' | sort | uniq -c | awk '$1 > 35 { print $2 ": " $1 " source files" }' |
    breach "a crowded room"
libraries | grep -E ': csv\.h$' | grep -v '^pipeline/format/csv\.c:' | breach "only format/csv includes libcsv"
libraries | grep -E ': jansson' | grep -v '^pipeline/publishing/manifest\.c:' | breach "only the manifest includes jansson"
libraries | grep -E ': xlsxwriter' | grep -vE '^stages/write_xlsx/' |
    breach "only write_xlsx includes libxlsxwriter"
git grep -nE '^[^*"]*(^|[ (])(float|double)( *\*| [a-z_]+)* *[][;,)=(]' -- 'pipeline/*.[ch]' 'stages/*.[ch]' |
    grep -vE '^(stages/write_xlsx|pipeline/(tables/sheet|tables/workbook|format/workbook))' | breach "floating point"
git grep -nE '^#ifndef [A-Z_]+_H$' -- '*.h' | breach "a header that is not guarded by #pragma once"
git grep -nE 'typedef struct' -- 'pipeline/*.h' 'stages/*.h' | breach "typedef of a struct"
git grep -nIwE 'TODO|FIXME|XXX|HACK' -- '*.c' '*.h' Makefile | breach "unfinished"
git ls-files '*.c' '*.h' | xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }' |
    breach "a file too long to see whole"
git ls-files | cut -d/ -f1 | sort -u | grep -vxE '\.(ci|clang-(format|tidy)|git(attributes|ignore))|[A-Z]+\.md|Makefile|LICENSE|input|mappings|pipeline|stages|tests' |
    breach "not of the top level"

if [ -s "$breaches" ]; then
    cat "$breaches"
    exit 1
fi
echo "layers: in order"
