import { execFileSync } from 'node:child_process';
import * as constants from '../../../src/native/linux/constants.ts';
import * as layouts from '../../../src/native/linux/layouts.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';

const headers = [
  'stddef.h',
  'time.h',
  'sys/time.h',
  'sys/socket.h',
  'sys/file.h',
  'netinet/in.h',
  'linux/version.h',
  'linux/netlink.h',
  'linux/rtnetlink.h',
  'linux/if.h',
  'linux/if_arp.h',
  'linux/if_addr.h',
  'linux/fib_rules.h',
  'linux/nexthop.h',
  'linux/lwtunnel.h',
  'linux/xfrm.h',
  'linux/errqueue.h',
  'linux/icmp.h',
  'linux/icmpv6.h',
];

/** Rule selectors of Linux 6.15, which older headers don't know. */
const young = new Set([
  'FRA_DSCP',
  'FRA_FLOWLABEL',
  'FRA_FLOWLABEL_MASK',
  'FRA_SPORT_MASK',
  'FRA_DPORT_MASK',
  'FRA_DSCP_MASK',
]);

function program(): string {
  const ofConstants = Object.entries(constants).map(([name, value]) => {
    const check = `_Static_assert(${name} == ${value}, "${name}");`;
    return young.has(name) ? `#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)\n${check}\n#endif` : check;
  });
  const ofLayouts = Object.entries(layouts).flatMap(([name, { size, ...fields }]) => [
    `_Static_assert(sizeof(struct ${name}) == ${size}, "${name}");`,
    ...Object.entries(fields).map(
      ([field, offset]) => `_Static_assert(offsetof(struct ${name}, ${field}) == ${offset}, "${name}.${field}");`,
    ),
  ]);
  return [
    '#define _GNU_SOURCE',
    ...headers.map((header) => `#include <${header}>`),
    ...ofConstants,
    ...ofLayouts,
    '',
  ].join('\n');
}

describe("the kernel's headers", function () {
  requireOrSkip(this, ['gcc']);

  it('give every constant and every offset the same value', () => {
    execFileSync(tool('gcc'), ['-x', 'c', '-std=gnu11', '-fsyntax-only', '-'], { input: program(), stdio: 'pipe' });
  });
});
