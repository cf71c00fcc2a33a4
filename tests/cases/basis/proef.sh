# What the small cases stand on: `. ../basis/proef.sh` puts the files of this folder beside the case's own,
# which go before: a run of one source with three posten in two pakketten.
for basis in ../basis/*; do
    [ -e "${basis##*/}" ] || cp "$basis" .
done

# zet FILE SECTION KEY VALUE: gives a setting another value.
zet() {
    sed -n "/^\[$2\]/,/^\[/p" "$1" | grep -q "^$3 = " || echo "zet: [$2] van $1 heeft geen $3"
    sed -i "/^\[$2\]/,/^\[/s|^$3 = .*|$3 = $4|" "$1"
}

# onder FILE [SECTION] LINE…: puts the lines under the section's name.
onder() {
    file=$1 section=$2
    shift 2
    for line; do printf '%s\n' "$line"; done >onder.txt
    sed -i "/^\[$section\]/r onder.txt" "$file"
    rm onder.txt
}

# toon FILE…: CSV for people without its byte order mark and carriage returns.
toon() {
    for file; do sed '1s/^\xEF\xBB\xBF//; s/\r$//' "$file"; done
}

# draai [OPTION…]: one run, with its exit status when that is not 0. It is the first one: nothing stands there
# to be compared with.
draai() {
    rm -rf uit
    nogmaals "$@"
}

# nogmaals [OPTION…]: one more run, after that one.
nogmaals() {
    pnc run run.ini --output uit "$@" || echo "status $?"
}

# saldi: what the last run published, without the columns that are the same in every line.
saldi() {
    cut -d, -f3- uit/proef/data/saldi.csv
}
