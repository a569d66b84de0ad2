import type { Family } from '../../contract/verdict.ts';
import { windowsConstants as win } from './constants.ts';
import { iphlpapi } from './iphlpapi.ts';
import { ICMP_ECHO_REPLY, ICMPV6_ECHO_REPLY, IP_OPTION_INFORMATION } from './layout.ts';
import type { IpAddress } from './memory.ts';
import { closeHandle, GetLastError, kernel32 } from './system32.ts';

const WaitForSingleObject = kernel32.bind('WaitForSingleObject', { arguments: ['uint64', 'uint32'], return: 'uint32' });
const IcmpParseReplies = iphlpapi.bind('IcmpParseReplies', { arguments: ['pointer', 'uint32'], return: 'uint32' });
const Icmp6ParseReplies = iphlpapi.bind('Icmp6ParseReplies', { arguments: ['pointer', 'uint32'], return: 'uint32' });

/** A reply, or why there is none: IP_STATUS codes of ipexport.h. */
export interface EchoResult {
  readonly status: number;
  /** Who replied; null where nobody did. */
  readonly from: IpAddress | null;
  /** Whole milliseconds: Windows counts no finer. */
  readonly roundTrip: number;
}

/** What Windows writes into while a request is out: it must not be collected. */
const open = new Set<EchoRequest>();

/** An echo request that is out, and the memory that Windows writes into. */
export class EchoRequest {
  readonly data = Buffer.alloc(32);
  readonly options = Buffer.alloc(IP_OPTION_INFORMATION.size);
  /** Room for the reply, its data, an ICMP error's 8 bytes and an IO_STATUS_BLOCK. */
  readonly reply = Buffer.alloc(256);
  readonly #family: Family;
  readonly #event: bigint;
  #result: EchoResult | null = null;

  constructor(family: Family, event: bigint) {
    this.#family = family;
    this.#event = event;
    open.add(this);
  }

  /** What came back; null as long as nothing did. */
  poll(): EchoResult | null {
    if (this.#result === null && WaitForSingleObject.need()(this.#event, 0) === win.WAIT_OBJECT_0)
      this.#end(this.#read());
    return this.#result;
  }

  /** The request did not go out. */
  fail(status: number): void {
    this.#end({ status, from: null, roundTrip: 0 });
  }

  #end(result: EchoResult): void {
    this.#result = result;
    closeHandle(this.#event);
    open.delete(this);
  }

  #read(): EchoResult {
    const lastError = GetLastError.need();
    const parse = (this.#family === 4 ? IcmpParseReplies : Icmp6ParseReplies).need();
    if (parse(this.reply, this.reply.length) === 0) return { status: lastError(), from: null, roundTrip: 0 };
    return this.#family === 4 ? this.#read4() : this.#read6();
  }

  #read4(): EchoResult {
    return {
      status: this.reply.readUInt32LE(ICMP_ECHO_REPLY.Status),
      from: { family: 4, value: BigInt(this.reply.readUInt32BE(ICMP_ECHO_REPLY.Address)) },
      roundTrip: this.reply.readUInt32LE(ICMP_ECHO_REPLY.RoundTripTime),
    };
  }

  #read6(): EchoResult {
    const at = ICMPV6_ECHO_REPLY['Address.sin6_addr'];
    return {
      status: this.reply.readUInt32LE(ICMPV6_ECHO_REPLY.Status),
      from: { family: 6, value: (this.reply.readBigUInt64BE(at) << 64n) | this.reply.readBigUInt64BE(at + 8) },
      roundTrip: this.reply.readUInt32LE(ICMPV6_ECHO_REPLY.RoundTripTime),
    };
  }
}
