#!/bin/bash
# Runs a command inside the Wine chroot, with mounts of its own, which vanish with the last process that uses them.
# Run as root: scripts/wine-chroot.sh CHROOT [MOUNT FROM TO]... -- COMMAND...
# MOUNT is --bind, --bind-read-only or --overlay (FROM stays as it is, changes are kept in memory).
set -euo pipefail

if [[ $1 != --unshared ]]; then
  exec unshare --mount --propagation private "$0" --unshared "$@"
fi

chroot=$2
shift 2
for system in proc sys dev; do
  mount --rbind "/$system" "$chroot/$system"
done
mount -t tmpfs tmpfs "$chroot/tmp"
while [[ $1 != -- ]]; do
  case $1 in
    --bind) mount --bind "$2" "$chroot/$3" ;;
    --bind-read-only) mount --bind -o ro "$2" "$chroot/$3" ;;
    --overlay)
      changes=$(mktemp -d "$chroot/tmp/overlay.XXXXXX")
      mkdir "$changes"/{upper,work}
      mount -t overlay overlay -o "lowerdir=$2,upperdir=$changes/upper,workdir=$changes/work" "$chroot/$3"
      ;;
    *)
      echo "wine-chroot.sh: unknown mount $1" >&2
      exit 2
      ;;
  esac
  shift 3
done
shift
exec /usr/sbin/chroot "$chroot" "$@"
