#!/bin/bash
# Makes the chroot in which the tests run Windows programs: Debian trixie with Wine 10 (bookworm's Wine 8 cannot run
# Node 26), and a Wine prefix as the template of each test's own. About a minute and 2 GB; a finished chroot is kept.
# Run as root: scripts/prepare-wine.sh
set -euo pipefail

stamp=1 # raise it whenever this script makes another chroot than before
cache=/var/cache/teams-split-tunnel
chroot=$cache/wine-$stamp
log=$cache/prepare.log
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
read -r mirror < <(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian') || true
if [[ -z $mirror ]]; then
  echo "No Debian mirror among this system's apt sources: run apt-get update on Debian, then try again." >&2
  exit 1
fi

echo "Making the Wine chroot $chroot"
rm -rf --one-file-system "$cache"/wine-*
building=$cache/wine-$stamp.building
unshare --mount debootstrap --variant=minbase --include=ca-certificates trixie "$building" "$mirror" >"$log" 2>&1 ||
  { tail -n 20 "$log" >&2; exit 1; }

inside() { "$here/wine-chroot.sh" "$building" -- env PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@" 9>&-; }
cp /etc/resolv.conf "$building/etc/resolv.conf"
inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wine wine64 >>"$log" 2>&1 ||
  { tail -n 20 "$log" >&2; exit 1; }
inside apt-get clean

# Wine looks its own host name up at every start: without a name server that must fail at once.
rm "$building/etc/resolv.conf"
sed -i 's/^hosts:.*/hosts: files/' "$building/etc/nsswitch.conf"
printf '127.0.0.1 localhost\n::1 localhost\n' >"$building/etc/hosts"

mkdir "$building"/{checkout,bed,prefix}
inside WINEPREFIX=/prefix-template WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= \
  sh -c 'wineboot --init && wineserver --wait' >>"$log" 2>&1
rm -f "$building/prefix-template/wineserver" # where the server's socket was
[[ -s $building/prefix-template/system.reg ]] || { echo "wineboot made no prefix: see $log" >&2; exit 1; }

touch "$building/.complete"
mv "$building" "$chroot"
echo "The Wine chroot is ready: $chroot ($(du -sh "$chroot" | cut -f1))"
