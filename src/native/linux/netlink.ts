import { ToolError } from '../../contract/error.ts';
import * as k from './constants.ts';
import { nlmsgerr } from './layouts.ts';
import { malformed, message, messagesIn, type Message } from './message.ts';
import { errorName, RoutingSocket, unavailable } from './socket.ts';

/** What the kernel says to a question: a message's body, or its error by name, such as `ENETUNREACH`. */
export type Reply = { readonly body: Buffer; readonly error: null } | { readonly body: null; readonly error: string };

/** What a conversation needs of a socket. */
export type Transport = Pick<RoutingSocket, 'send' | 'receive' | 'close'>;

/** The kernel fills at most 32 KiB in a dump (netlink_recvmsg); a longer datagram is refused, not cut. */
const datagramBytes = 65_536;
const dumpAttempts = 8;
/** What the kernel was built or started without: IPv6, rules, or (before 5.3) next hop objects. */
const absent: readonly string[] = ['EAFNOSUPPORT', 'EOPNOTSUPP'];
/** The reply found no room in the socket's buffer. */
const noRoom: readonly string[] = ['EAGAIN', 'ENOBUFS'];

/** A conversation with the kernel's routing interface (rtnetlink(7)). */
export class Netlink {
  readonly #transport: Transport;
  readonly #datagram = Buffer.allocUnsafe(datagramBytes);
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
      this.#transport.send(message(type, k.NLM_F_REQUEST | k.NLM_F_DUMP, ++this.#sequence, header));
      const objects: T[] = [];
      const end = this.#readDump((body) => {
        const object = decode(body);
        if (object !== null) objects.push(object);
      });
      if (end === 'complete') return objects;
      if (end === 'absent') return [];
    }
    throw new ToolError(
      'RoutesKeepChanging',
      'OperationTimeout',
      `the routing tables changed during each of ${dumpAttempts} attempts to read them; try again in a calmer moment.`,
    );
  }

  #readDump(visit: (body: Buffer) => void): 'complete' | 'interrupted' | 'absent' {
    let interrupted = false;
    for (let messages; (messages = this.#receive()) !== null;) {
      for (const { type, flags, body } of messages) {
        interrupted ||= (flags & k.NLM_F_DUMP_INTR) !== 0;
        if (type === k.NLMSG_DONE) return interrupted ? 'interrupted' : 'complete';
        if (type !== k.NLMSG_ERROR) visit(body);
        else if (absent.includes(errorIn(body))) return 'absent';
        else throw unavailable('a list', errorIn(body));
      }
    }
    throw unavailable('a list', 'no end');
  }

  /** The kernel's replies to questions of one kind, in the order asked; all in one send(), during which it replies. */
  ask(type: number, questions: readonly Uint8Array[]): Reply[] {
    const replies = new Map<number, Reply>();
    let open = questions.map((_, index) => index);
    while (open.length > 0) {
      const first = this.#sequence + 1;
      this.#sequence += open.length;
      const messages = open.map((index, i) => message(type, k.NLM_F_REQUEST, first + i, questions[index]));
      this.#transport.send(Buffer.concat(messages));
      for (const { sequence, reply } of this.#readReplies()) {
        const index = open[sequence - first];
        if (index !== undefined) replies.set(index, reply);
      }
      const unanswered = open.filter((index) => !replies.has(index));
      if (unanswered.length === open.length) throw unavailable('a question', 'no reply');
      open = unanswered;
    }
    return questions.map((_, index) => replies.get(index)!);
  }

  *#readReplies(): Generator<{ sequence: number; reply: Reply }> {
    for (let messages; (messages = this.#receive()) !== null;) {
      for (const { type, sequence, body } of messages) {
        if (type !== k.NLMSG_ERROR) yield { sequence, reply: { body, error: null } };
        else if (!noRoom.includes(errorIn(body))) yield { sequence, reply: { body: null, error: errorIn(body) } };
      }
    }
  }

  /** The next datagram's messages, with bytes of their own; null where there is none. */
  #receive(): Message[] | null {
    const length = this.#transport.receive(this.#datagram);
    return length === null ? null : [...messagesIn(Buffer.from(this.#datagram.subarray(0, length)))];
  }
}

function errorIn(body: Buffer): string {
  if (body.length < nlmsgerr.size) throw malformed();
  return errorName(-body.readInt32LE(nlmsgerr.error));
}
