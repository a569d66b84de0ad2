import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../../src/contract/error.ts';
import * as k from '../../../src/native/linux/constants.ts';
import { rta_cacheinfo, rtmsg } from '../../../src/native/linux/layouts.ts';
import { readAddresses, readLinks } from '../../../src/native/linux/links.ts';
import { askRoutes } from '../../../src/native/linux/lookup.ts';
import { attribute, Attributes, requests } from '../../../src/native/linux/message.ts';
import { Netlink } from '../../../src/native/linux/netlink.ts';
import { readNextHops } from '../../../src/native/linux/nexthops.ts';
import { readRoutes } from '../../../src/native/linux/routes.ts';
import { readRules } from '../../../src/native/linux/rules.ts';
import { answerType, kernel } from './fake-kernel.ts';

const done = requests(k.NLMSG_DONE, 0, 1, [Buffer.alloc(4)]);

describe('an answer of IPv6 in the way of older kernels', () => {
  /** A route that leads nowhere, by the loopback, with the reason in its RTA_CACHEINFO. */
  function routeOf(type: number, error: number): Buffer {
    const header = Buffer.alloc(rtmsg.size);
    header[rtmsg.rtm_family] = k.AF_INET6;
    header[rtmsg.rtm_type] = type;
    const cache = Buffer.alloc(rta_cacheinfo.size);
    cache.writeInt32LE(-error, rta_cacheinfo.rta_error);
    const loopback = attribute(k.RTA_OIF, Buffer.of(1, 0, 0, 0));
    return Buffer.concat([header, loopback, attribute(k.RTA_CACHEINFO, cache)]);
  }

  it('is an error, not a way by the loopback', () => {
    for (const [type, error, name] of [
      [k.RTN_UNREACHABLE, 113, 'EHOSTUNREACH'],
      [k.RTN_PROHIBIT, 13, 'EACCES'],
      [k.RTN_BLACKHOLE, 22, 'EINVAL'],
      [k.RTN_THROW, 0, 'ENETUNREACH'],
    ] as const) {
      const { transport } = kernel(() => [requests(answerType, 0, 1, [routeOf(type, error)])]);
      assert.deepEqual(askRoutes(new Netlink(transport), [Buffer.alloc(16)]), [
        { index: null, gateway: null, source: null, error: name },
      ]);
    }
  });
});

describe('attributes', () => {
  it('are found by type with and without the flags that newer kernels set', () => {
    const bytes = Buffer.concat([
      Buffer.from('head'),
      attribute(3, Buffer.from('a')),
      attribute(k.NLA_F_NESTED | 18, Buffer.from('bcd')),
      attribute(k.NLA_F_NET_BYTEORDER | 5, Buffer.of(1, 0, 0, 0)),
    ]);
    const attributes = new Attributes(bytes, 3);
    assert.deepEqual(attributes.types(), [3, 18, 5]);
    assert.deepEqual([attributes.get(18)?.toString(), attributes.get(3)?.toString()], ['bcd', 'a']);
    assert.deepEqual([attributes.uint32(5), attributes.get(7)], [1, undefined]);
  });
});

describe('bytes that are no answer', () => {
  const readers: ((netlink: Netlink) => unknown)[] = [
    readLinks,
    readAddresses,
    readNextHops,
    (netlink) => readRoutes(netlink, 4),
    (netlink) => readRoutes(netlink, 6),
    (netlink) => readRules(netlink, 4),
    (netlink) => askRoutes(netlink, [Buffer.of(52, 112, 0, 1)]),
  ];

  /** Bodies that begin like a route or rule of IPv4, or like anything, with attributes of any kind and length. */
  const anyAttribute = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.uint8Array({ maxLength: 24 }), fc.integer({ min: -3, max: 3 }))
    .map(([type, payload, lie]) => {
      const bytes = Buffer.alloc((4 + payload.length + 3) & ~3);
      bytes.writeUInt16LE(Math.max(0, 4 + payload.length + lie), 0);
      bytes.writeUInt16LE(type, 2);
      bytes.set(payload, 4);
      return bytes;
    });
  const body = fc
    .tuple(fc.constantFrom(0, 2, 10), fc.uint8Array({ maxLength: 15 }), fc.array(anyAttribute, { maxLength: 6 }))
    .map(([family, header, attributes]) => Buffer.concat([Buffer.of(family), header, ...attributes]));

  it("raise the tool's own error or nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...readers), fc.array(body, { maxLength: 3 }), (read, bodies) => {
        const { transport } = kernel(() => [requests(answerType, 0, 1, bodies), done]);
        try {
          read(new Netlink(transport));
        } catch (error) {
          assert.ok(error instanceof ToolError, String((error as Error).stack));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('are found out where a length points outside', () => {
    for (const length of [0, 15, 4000]) {
      const datagram = requests(answerType, 0, 1, [Buffer.alloc(rtmsg.size)]);
      datagram.writeUInt32LE(length, 0);
      const { transport } = kernel(() => [datagram, done]);
      assert.throws(
        () => readRoutes(new Netlink(transport), 4),
        (error) => error instanceof ToolError && error.id === 'KernelAnswerMalformed',
      );
    }
  });
});
