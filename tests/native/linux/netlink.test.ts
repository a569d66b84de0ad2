import assert from 'node:assert/strict';
import { ToolError } from '../../../src/contract/error.ts';
import * as k from '../../../src/native/linux/constants.ts';
import { Netlink, type Transport } from '../../../src/native/linux/netlink.ts';
import { requests, type Message } from '../../../src/native/linux/message.ts';
import { answerType, kernel } from './fake-kernel.ts';

function list(transport: Transport): string[] {
  return new Netlink(transport).dump(k.RTM_GETROUTE, Buffer.alloc(12), (body) => body.toString('latin1'));
}

const object = (text: string, flags = 0) => requests(answerType, flags, 1, [Buffer.from(text)]);
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
  const reply = ({ sequence, body }: Message) => requests(answerType, 0, sequence, [Buffer.from(`${body}!`)]);
  const ask = (transport: Transport) => new Netlink(transport).ask(k.RTM_GETROUTE, questions, String, (error) => error);

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
    assert.throws(() => ask(kernel(() => []).transport), failsWith('KernelRoutingUnavailable', 'no answer'));
  });
});
