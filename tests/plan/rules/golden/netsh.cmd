@echo off
rem Keeps Teams media off the VPN. To be run as administrator; run again, it replaces its own rules.
setlocal
set "failed="
netsh advfirewall firewall delete rule name="TeamsSplitTunnel-IPv4-type_RemoteAccess" dir=out >nul
netsh advfirewall firewall delete rule name="TeamsSplitTunnel-IPv6-type_RemoteAccess" dir=out >nul
netsh advfirewall firewall add rule name="TeamsSplitTunnel-IPv4-type_RemoteAccess" description="Teams media off the VPN, IPv4, RemoteAccess" dir=out action=block enable=yes profile=any protocol=UDP remoteip="52.112.0.0/14,52.122.0.0/15" remoteport="3478-3481" interfacetype=ras || set "failed=1"
netsh advfirewall firewall add rule name="TeamsSplitTunnel-IPv6-type_RemoteAccess" description="Teams media off the VPN, IPv6, RemoteAccess" dir=out action=block enable=yes profile=any protocol=UDP remoteip="2603:1063::/38" remoteport="3478-3481" interfacetype=ras || set "failed=1"
if defined failed (
  netsh advfirewall firewall delete rule name="TeamsSplitTunnel-IPv4-type_RemoteAccess" dir=out >nul
  netsh advfirewall firewall delete rule name="TeamsSplitTunnel-IPv6-type_RemoteAccess" dir=out >nul
  exit /b 1
)
exit /b 0
