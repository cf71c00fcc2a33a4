#!/bin/sh
# deb.sh TREE VERSION PACKAGE: makes PACKAGE of what `make install DESTDIR=TREE PREFIX=/usr` put in TREE.
set -eu
tree=$1 version=$2 package=$3
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
doc=$tree/usr/share/doc/pnc
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$tree/usr/bin/pnc"
find "$tree/usr/share/man" -type f -exec gzip -9n {} +
{
    echo "pnc ($version) unstable; urgency=medium"
    echo
    sed -n '/^## /,$p' "$doc/CHANGELOG.md" | sed '1d;/^$/,$!d;/^[^- ]/,$d;/^$/d' | sed ':a;N;$!ba;s/\n  / /g' | fold -s -w 74 | sed 's/ *$//; s/^ */    /; s/^    - /  * /'
    echo
    echo " -- pnc <pnc@pnc.example.org>  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$doc/changelog.gz"
rm "$doc/CHANGELOG.md"
cat >"$doc/copyright" <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: pnc

Files: *
Copyright: 2026 the owner of pnc
License: undecided
 The owner has not chosen a license yet. Until then this package may not be distributed.
END
mkdir -p "$tree/DEBIAN" debian.$$
trap 'rm -rf debian.$$ debian' EXIT
# dpkg-shlibdeps looks for a source package.
mkdir -p debian && printf 'Source: pnc\n\nPackage: pnc\nArchitecture: any\n' >debian/control
depends=$(dpkg-shlibdeps -O "$tree/usr/bin/pnc" | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "deb.sh: dpkg-shlibdeps (dpkg-dev) found no libraries that pnc depends on"; exit 1; }
echo /etc/default/pnc >"$tree/DEBIAN/conffiles"
(cd "$tree" && find usr etc lib -type f 2>/dev/null | LC_ALL=C sort | xargs md5sum) >"$tree/DEBIAN/md5sums"
cat >"$tree/DEBIAN/control" <<END
Package: pnc
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: pnc <pnc@pnc.example.org>
Installed-Size: $(du -ks "$tree" | cut -f1)
Depends: $depends
Suggests: bsd-mailx
Section: utils
Priority: optional
Description: tables of a municipality's planning and control cycle from its ledger
 Turns the raw ledger exports of a Dutch municipality into the tables of its
 P&C cycle: jaarrekening, begroting, afwijkingen, and every table that its
 settings describe, exact to the cent.
END
# The timers of a template are enabled by whoever installed it: dpkg does not know of them.
cat >"$tree/DEBIAN/prerm" <<'END'
#!/bin/sh
set -e
[ "$1" = remove ] || exit 0
for timer in /etc/systemd/system/timers.target.wants/pnc@*.timer; do
    [ -L "$timer" ] || continue
    [ ! -d /run/systemd/system ] || deb-systemd-invoke stop "${timer##*/}" || true
    rm -f "$timer"
done
END
# A running machine reads the units again, and keeps the hour of an enabled timer.
for script in postinst postrm; do
    printf '#!/bin/sh\nset -e\n[ ! -d /run/systemd/system ] || systemctl daemon-reload\n' >"$tree/DEBIAN/$script"
done
echo '[ "$1" != purge ] || rm -f /var/lib/systemd/timers/stamp-pnc@*.timer' >>"$tree/DEBIAN/postrm"
chmod 755 "$tree/DEBIAN/prerm" "$tree/DEBIAN/postinst" "$tree/DEBIAN/postrm"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
echo "$package"
