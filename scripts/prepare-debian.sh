#!/bin/bash
# Installs the Debian packages that the tests need beyond a bookworm base image with Node, npm, the .NET SDK and gcc.
# Run as root: scripts/prepare-debian.sh
set -euo pipefail

packages=(
  ca-certificates openssl # certificates of the test VPNs
  iproute2 iputils-ping util-linux # network namespaces
  traceroute # its output is read, and its hops are compared
  openvpn
  ocserv openconnect vpnc-scripts
  wireguard-go wireguard-tools nftables # wg-quick needs nft for a full tunnel
  coturn # plays the Teams relay
  tcpdump tshark ethtool
  chromium # makes real calls
  strace # what the executable touches before its first line of script
  osslsigncode # signs the Windows executables
  gcc-mingw-w64-x86-64 # struct layouts from the Windows headers
  debootstrap debian-archive-keyring # the Wine chroot
)

missing=()
for package in "${packages[@]}"; do
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "All ${#packages[@]} Debian packages are installed."
  exit 0
fi

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt_get() { apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"; }
apt_get update -qq
apt_get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
