import type { Transport } from '../../../src/native/linux/netlink.ts';
import { readMessages, type Message } from '../../../src/native/linux/message.ts';

/** The type of the messages in a fake kernel's answers. */
export const answerType = 24;

/** A kernel in the test's hands: it answers each send with the datagrams that `answer` gives. */
export function kernel(answer: (asked: Message[], turn: number) => Buffer[]): {
  transport: Transport;
  turns: () => number;
} {
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
