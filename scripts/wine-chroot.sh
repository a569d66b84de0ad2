#!/bin/bash
# Runs a command inside the Wine chroot, with its own mounts, which vanish with the last process that uses them.
# Run as root: scripts/wine-chroot.sh CHROOT [--bind FROM TO | --bind-read-only FROM TO]... -- COMMAND...
set -euo pipefail

if [[ "${WINE_CHROOT_UNSHARED:-}" != yes ]]; then
  WINE_CHROOT_UNSHARED=yes exec unshare --mount --propagation private "$0" "$@"
fi
unset WINE_CHROOT_UNSHARED

chroot=$1
shift
for system in proc sys dev; do
  mount --rbind "/$system" "$chroot/$system"
done
mount -t tmpfs tmpfs "$chroot/tmp"
while [[ "$1" != -- ]]; do
  case $1 in
    --bind) mount --bind "$2" "$chroot/$3" ;;
    --bind-read-only) mount --bind -o ro "$2" "$chroot/$3" ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift 3
done
shift
exec chroot "$chroot" "$@"
