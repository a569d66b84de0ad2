import { optionCodes, optionText, readOptions } from './pcapng-options.ts';

/** What a section header tells of where it was captured. */
export interface Section {
  readonly computer: string | null;
  readonly operatingSystem: string | null;
  readonly application: string | null;
}

/**
 * The seconds in which one packet passes the components of a network stack. Senders that repeat themselves (STUN, DTLS)
 * wait 0.05 and more.
 */
const passage = 0.000_999;

/** Programs that write a packet once: what is in their files twice came twice, unless at the very same time. */
const writeOnce = /wireshark|tshark|dumpcap|tcpdump|text2pcap|editcap|mergecap/i;

/** Seconds within which a section may hold a packet twice. pktmon does not say that it wrote one. */
export function repeatsWithin({ application }: Section): number {
  return application !== null && writeOnce.test(application) ? 0 : passage;
}

const computerComment = /\b(?:computer|host)(?:name)?\s*[:=]\s*([\w.-]+)/i;

/** Reads the section header block at `at`. The format has no field for the computer: a comment may name it. */
export function readSection(view: DataView, at: number, end: number, littleEndian: boolean): Section {
  let computer: string | null = null;
  let operatingSystem: string | null = null;
  let application: string | null = null;
  for (const option of readOptions(view, at + 24, end, littleEndian)) {
    const text = optionText(view, option);
    if (option.code === optionCodes.comment) computer ??= computerComment.exec(text)?.[1] ?? null;
    if (option.code === optionCodes.sectionOs) operatingSystem = text;
    if (option.code === optionCodes.sectionApplication) application = text;
  }
  return { computer, operatingSystem, application };
}
