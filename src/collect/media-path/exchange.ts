import { randomBytes } from 'node:crypto';
import {
  allocateRequest,
  answeredId,
  bindingRequest,
  readAnswer,
  transactionId,
  type StunAnswer,
  type StunRequest,
} from '../stun.ts';
import type { Arrival, Transport } from './transport.ts';

/** Where a request goes. */
export interface Asked {
  readonly address: string;
  readonly port: number;
  readonly request: StunRequest;
}

export interface Answered extends StunAnswer {
  /** Milliseconds. */
  readonly roundTrip: number;
  readonly interfaceIndex: number | null;
}

/** One request that is out. */
export interface Attempt {
  readonly asked: Asked;
  answer: Answered | null;
  error: string | null;
}

/** How many datagrams are looked at in one go. */
const atOnce = 256;

/**
 * Requests and answers on one socket. Nothing that arrives makes it send, and only what comes from where the request went,
 * with its transaction id and its kind, is an answer.
 */
export class Exchange {
  readonly #transport: Transport;
  readonly #open = new Map<string, { attempt: Attempt; sentAt: number }>();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  send(asked: Asked): Attempt {
    const id = transactionId(randomBytes(12));
    const bytes = asked.request === 'Allocate' ? allocateRequest(id, randomBytes(48)) : bindingRequest(id);
    const attempt: Attempt = { asked, answer: null, error: null };
    const { at, error } = this.#transport.send(bytes, asked.address, asked.port);
    this.#open.set(id.toString('hex'), { attempt, sentAt: at });
    void error.then((name) => (attempt.error = name));
    return attempt;
  }

  /** Gives the attempts the answers that have arrived. */
  hear(): void {
    for (const arrival of this.#transport.receive(atOnce)) this.#match(arrival);
  }

  close(): void {
    this.#transport.close();
  }

  #match({ bytes, address, port, at, interfaceIndex }: Arrival): void {
    const id = bytes && answeredId(bytes)?.toString('hex');
    const open = id ? this.#open.get(id) : undefined;
    if (!open || open.attempt.asked.address !== address || open.attempt.asked.port !== port) return;
    const answer = readAnswer(bytes!, open.attempt.asked.request);
    if (!answer) return;
    this.#open.delete(id!);
    open.attempt.answer = { ...answer, roundTrip: Math.max(0, at - open.sentAt), interfaceIndex };
  }
}
