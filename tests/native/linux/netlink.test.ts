import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../../src/contract/error.ts';
import * as k from '../../../src/native/linux/constants.ts';
import { readAddresses, readLinks } from '../../../src/native/linux/links.ts';
import { Netlink, type Transport } from '../../../src/native/linux/netlink.ts';
import { readNextHops } from '../../../src/native/linux/nexthops.ts';
import { askRoutes } from '../../../src/native/linux/lookup.ts';
import { readRoutes } from '../../../src/native/linux/routes.ts';
import { readRules } from '../../../src/native/linux/rules.ts';
import { readMessages, requests, type Message } from '../../../src/native/linux/message.ts';

const done = Buffer.alloc(4);
const dumped = 24;

/** A kernel in the test's hands: it answers each send with the datagrams that `answer` gives. */
function kernel(answer: (asked: Message[], turn: number) => Buffer[]): { transport: Transport; turns: () => number } {
  let waiting: Buffer[] = [];
  let turns = 0;
  const transport: Transport = {
    send(bytes) {
      const asked: Message[] = [];
      readMessages(bytes, asked);
      waiting = [...answer(asked, ++turns)];
    },
    receive: () => (waiting.length > 0 ? Buffer.concat(waiting.splice(0, 2)) : null),
    close() {},
  };
  return { transport, turns: () => turns };
}

function list(transport: Transport): string[] {
  return new Netlink(transport).dump(k.RTM_GETROUTE, Buffer.alloc(12), (body) => body.toString('latin1'));
}

const object = (text: string, flags = 0) => requests(dumped, flags, 1, [Buffer.from(text)]);
const end = (flags = 0, error = 0) => {
  const body = Buffer.alloc(4);
  body.writeInt32LE(-error);
  return requests(k.NLMSG_DONE, flags, 1, [body]);
};
const refusal = (sequence: number, error: number) => {
  const body = Buffer.alloc(20);
  body.writeInt32LE(-error);
  return requests(k.NLMSG_ERROR, 0, sequence, [body]);
};

function failsWith(id: string, target?: string) {
  return (error: unknown) =>
    error instanceof ToolError && error.id === id && (target === undefined || error.target === target);
}

describe('a list of the kernel', () => {
  it('is put together from several datagrams', () => {
    const { transport } = kernel(() => [Buffer.concat([object('abcd'), object('ef')]), object('g'), end()]);
    assert.deepEqual(list(transport), ['abcd', 'ef', 'g']);
  });

  it('is read again where it changed while it was read', () => {
    for (const flagged of [
      [object('old', k.NLM_F_DUMP_INTR), object('old'), end()],
      [object('old'), end(k.NLM_F_DUMP_INTR)],
    ]) {
      const { transport, turns } = kernel((_, turn) => (turn < 3 ? flagged : [object('new'), end()]));
      assert.deepEqual(list(transport), ['new']);
      assert.equal(turns(), 3);
    }
  });

  it('is given up where it changes each time', () => {
    const { transport, turns } = kernel(() => [object('old'), end(k.NLM_F_DUMP_INTR)]);
    assert.throws(() => list(transport), failsWith('RoutesKeepChanging'));
    assert.equal(turns(), 8);
  });

  it('is empty where the kernel has no such thing, and an error where it refuses', () => {
    for (const number of [95, 97]) {
      assert.deepEqual(list(kernel(() => [refusal(1, number)]).transport), []);
      assert.deepEqual(list(kernel(() => [end(0, number)]).transport), []);
    }
    assert.throws(() => list(kernel(() => [refusal(1, 1)]).transport), failsWith('KernelRoutingUnavailable', 'EPERM'));
    assert.throws(() => list(kernel(() => [end(0, 12)]).transport), failsWith('KernelRoutingUnavailable', 'ENOMEM'));
  });

  it('is never taken for whole without its end', () => {
    for (const answers of [[], [object('abcd')]]) {
      assert.throws(() => list(kernel(() => answers).transport), failsWith('KernelRoutingUnavailable', 'no end'));
    }
  });
});

describe('questions to the kernel', () => {
  const questions = ['a', 'b', 'c', 'd'].map((text) => Buffer.from(text));
  const reply = ({ sequence, body }: Message) => requests(dumped, 0, sequence, [Buffer.from(`${body}!`)]);
  const ask = (transport: Transport) =>
    new Netlink(transport).ask(k.RTM_GETROUTE, questions).map(({ body, error }) => error ?? body.toString());

  it('have their answers in the order asked, whatever order they come in', () => {
    const { transport } = kernel((asked) => asked.map(reply).reverse());
    assert.deepEqual(ask(transport), ['a!', 'b!', 'c!', 'd!']);
  });

  it('have errors by name among the answers', () => {
    const { transport } = kernel((asked) => [...asked.slice(1).map(reply), refusal(asked[0].sequence, 101)]);
    assert.deepEqual(ask(transport), ['ENETUNREACH', 'b!', 'c!', 'd!']);
  });

  it('are asked again where the answer was lost, and only those', () => {
    const { transport, turns } = kernel((asked) => asked.slice(-2).map(reply));
    assert.deepEqual(ask(transport), ['a!', 'b!', 'c!', 'd!']);
    assert.equal(turns(), 2);
  });

  it('are asked again where the kernel says that it had no room', () => {
    const { transport, turns } = kernel((asked, turn) =>
      asked.map((question, i) => (turn === 1 && i > 0 ? refusal(question.sequence, 11) : reply(question))),
    );
    assert.deepEqual(ask(transport), ['a!', 'b!', 'c!', 'd!']);
    assert.equal(turns(), 2);
  });

  it('end in an error where no answer comes', () => {
    assert.throws(() => ask(kernel(() => []).transport), failsWith('KernelRoutingUnavailable', 'no reply'));
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
  const attribute = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.uint8Array({ maxLength: 24 }), fc.integer({ min: -3, max: 3 }))
    .map(([type, payload, lie]) => {
      const bytes = Buffer.alloc((4 + payload.length + 3) & ~3);
      bytes.writeUInt16LE(Math.max(0, 4 + payload.length + lie), 0);
      bytes.writeUInt16LE(type, 2);
      bytes.set(payload, 4);
      return bytes;
    });
  const body = fc
    .tuple(fc.constantFrom(0, 2, 10), fc.uint8Array({ maxLength: 15 }), fc.array(attribute, { maxLength: 6 }))
    .map(([family, header, attributes]) => Buffer.concat([Buffer.of(family), header, ...attributes]));

  it("raise the tool's own error or nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...readers), fc.array(body, { maxLength: 3 }), (read, bodies) => {
        const { transport } = kernel(() => [requests(dumped, 0, 1, bodies), requests(k.NLMSG_DONE, 0, 1, [done])]);
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
      const datagram = object('abcd');
      datagram.writeUInt32LE(length, 0);
      assert.throws(() => list(kernel(() => [datagram, end()]).transport), failsWith('KernelAnswerMalformed'));
    }
  });
});
