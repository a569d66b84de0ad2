import { ToolError } from '../../contract/error.ts';
import * as k from './constants.ts';
import { nlmsgerr } from './layouts.ts';
import { malformed, reading, readMessages, requests, type Message } from './message.ts';
import { errorName, RoutingSocket, unavailable } from './socket.ts';

/** What a conversation needs of a socket. */
export type Transport = Pick<RoutingSocket, 'send' | 'receive' | 'close'>;

const dumpAttempts = 8;
/** What the kernel was built or started without: IPv6, rules, or (before 5.3) next hop objects. */
const absent: readonly string[] = ['EAFNOSUPPORT', 'ENOTSUP'];
/** The reply found no room in the socket's buffer. */
const noRoom: readonly string[] = ['EAGAIN', 'ENOBUFS'];

/** A conversation with the kernel's routing interface (rtnetlink(7)). */
export class Netlink {
  readonly #transport: Transport;
  #sequence = 0;

  /** @throws ToolError `KernelRoutingUnavailable` */
  constructor(transport: Transport = new RoutingSocket()) {
    this.#transport = transport;
  }

  close(): void {
    this.#transport.close();
  }

  /**
   * All objects of a kind, each read by `decode`, which leaves one out by null. A list that changed while it was read
   * is read again.
   * @throws ToolError `RoutesKeepChanging`, `KernelRoutingUnavailable`
   */
  dump<T>(type: number, header: Uint8Array, decode: (body: Buffer) => T | null): T[] {
    for (let attempt = 1; attempt <= dumpAttempts; attempt++) {
      const messages = this.#exchange(type, k.NLM_F_REQUEST | k.NLM_F_DUMP, [header]);
      const changed = messages.some(({ flags }) => (flags & k.NLM_F_DUMP_INTR) !== 0);
      const error = endOf(messages.pop());
      if (error && absent.includes(error)) return [];
      if (error) throw unavailable('a list', error);
      if (!changed) return messages.map(({ body }) => reading(() => decode(body))).filter((object) => object !== null);
    }
    throw new ToolError(
      'RoutesKeepChanging',
      'OperationTimeout',
      `the routing tables changed during each of ${dumpAttempts} attempts to read them; try again in a calmer moment.`,
    );
  }

  /**
   * The kernel's answers to questions of one kind, in the order asked: each read by `read`, or by `refused` where it is an
   * error, such as `ENETUNREACH`. Questions whose answers found no room in the socket's buffer are asked again.
   * @throws ToolError `KernelRoutingUnavailable`
   */
  ask<T>(
    type: number,
    questions: readonly Uint8Array[],
    read: (body: Buffer) => T,
    refused: (error: string) => T,
  ): T[] {
    const answers = new Array<T | undefined>(questions.length);
    for (let open = [...questions.keys()]; open.length > 0;) {
      const first = this.#sequence + 1;
      const messages = this.#exchange(
        type,
        k.NLM_F_REQUEST,
        open.map((index) => questions[index]),
      );
      for (const { type, sequence, body } of messages) {
        const error = type === k.NLMSG_ERROR ? errorIn(body) : null;
        if (error && noRoom.includes(error)) continue;
        answers[open[sequence - first]] = error ? refused(error) : read(body);
      }
      const unanswered = open.filter((index) => answers[index] === undefined);
      if (unanswered.length === open.length) throw unavailable('a question', 'no answer');
      open = unanswered;
    }
    return answers as T[];
  }

  /**
   * Has the kernel change something: its error by name, such as `EPERM`; null where it did.
   * @throws ToolError `KernelRoutingUnavailable`
   */
  change(type: number, flags: number, body: Uint8Array): string | null {
    const [answer] = this.#exchange(type, k.NLM_F_REQUEST | k.NLM_F_ACK | flags, [body]);
    if (answer?.type !== k.NLMSG_ERROR) throw unavailable('a change', 'no answer');
    return errorIn(answer.body);
  }

  /** Sends requests of one kind, numbered one by one, and takes all that comes back. */
  #exchange(type: number, flags: number, bodies: readonly Uint8Array[]): Message[] {
    this.#transport.send(requests(type, flags, this.#sequence + 1, bodies));
    this.#sequence += bodies.length;
    const messages: Message[] = [];
    for (let bytes; (bytes = this.#transport.receive()) !== null;) readMessages(bytes, messages);
    return messages;
  }
}

/** How a list ended: null where it is complete. */
function endOf(last: Message | undefined): string | null {
  return last?.type === k.NLMSG_DONE || last?.type === k.NLMSG_ERROR ? errorIn(last.body) : 'no end';
}

/** The number is negative in both NLMSG_ERROR and NLMSG_DONE. */
function errorIn(body: Buffer): string | null {
  if (body.length < 4) throw malformed();
  const number = body.readInt32LE(nlmsgerr.error);
  return number === 0 ? null : errorName(-number);
}
