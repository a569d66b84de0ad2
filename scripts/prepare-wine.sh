#!/bin/bash
# Makes the chroot in which the tests run Windows programs: Debian trixie with Wine 10 (bookworm's Wine 8 cannot run
# Node 26), and a Wine prefix that is copied for each test. About a minute and 1.5 GB; a finished chroot is kept.
# Run as root: scripts/prepare-wine.sh
set -euo pipefail

stamp=1 # raise it whenever this script makes another chroot than before
cache=/var/cache/teams-split-tunnel
chroot=$cache/wine-$stamp
here=$(cd "$(dirname "$0")" && pwd)

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9

if [[ -e $chroot/.complete ]]; then
  echo "The Wine chroot is ready: $chroot"
  exit 0
fi
if ! command -v debootstrap >/dev/null; then
  echo "debootstrap is missing: apt-get install debootstrap debian-archive-keyring" >&2
  exit 1
fi
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
if [[ -z $mirror ]]; then
  echo "No Debian mirror among this system's apt sources: run apt-get update on Debian, then try again." >&2
  exit 1
fi

echo "Making the Wine chroot $chroot"
rm -rf "$cache"/wine-*
building=$cache/wine-$stamp.building
debootstrap --variant=minbase trixie "$building" "$mirror" >"$cache/debootstrap.log" 2>&1 ||
  { tail -n 20 "$cache/debootstrap.log" >&2; exit 1; }

inside() { "$here/wine-chroot.sh" "$building" -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@" 9>&-; }
cp /etc/resolv.conf "$building/etc/resolv.conf"
inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wine wine64 >>"$cache/debootstrap.log" 2>&1 ||
  { tail -n 20 "$cache/debootstrap.log" >&2; exit 1; }
inside apt-get clean

mkdir "$building"/{checkout,bed,prefix}
inside WINEPREFIX=/prefix-template WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= wineboot --init
inside WINEPREFIX=/prefix-template wineserver --wait

touch "$building/.complete"
mv "$building" "$chroot"
echo "The Wine chroot is ready: $chroot ($(du -sh "$chroot" | cut -f1))"
