import type { BlockRule } from '../../contract/block-rule.ts';

/** A command script for netsh: all rules, or none. netsh knows no groups, so a rule's name is its id. */
export function toNetsh(rules: readonly BlockRule[]): string {
  const removals = rules.map(({ name }) => `netsh advfirewall firewall delete rule name="${name}" dir=out >nul`);
  return [
    '@echo off',
    'rem Keeps Teams media off the VPN. To be run as administrator; run again, it replaces its own rules.',
    'setlocal',
    'set "failed="',
    ...removals,
    ...rules.map((rule) => `${addRule(rule)} || set "failed=1"`),
    'if defined failed (',
    ...removals.map((removal) => `  ${removal}`),
    '  exit /b 1',
    ')',
    'exit /b 0',
  ].join('\n');
}

function addRule({ name, displayName, remoteAddresses, remotePorts, protocol }: BlockRule): string {
  return [
    'netsh advfirewall firewall add rule',
    `name="${name}"`,
    `description="${displayName}"`,
    'dir=out action=block enable=yes profile=any',
    `protocol=${protocol}`,
    `remoteip="${remoteAddresses.join(',')}"`,
    `remoteport="${remotePorts.length > 0 ? remotePorts.join(',') : 'any'}"`,
    'interfacetype=ras',
  ].join(' ');
}
