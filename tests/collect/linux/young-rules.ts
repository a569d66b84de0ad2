/**
 * Runs in a namespace and makes rules that iproute2 6.1 cannot: by DSCP (300), by a masked port (301), both of IPv4, and
 * by flow label (302, IPv6). Standard output gets the kernel's error numbers, 0 for none.
 */
import * as k from '../../../src/native/linux/constants.ts';
import { fib_rule_hdr } from '../../../src/native/linux/layouts.ts';
import { attribute, readMessages, requests, type Message } from '../../../src/native/linux/message.ts';
import { RoutingSocket } from '../../../src/native/linux/socket.ts';

const RTM_NEWRULE = 32;
const NLM_F_ACK = 4;

function rule(family: number, priority: number, ...selectors: Buffer[]): Buffer {
  const header = Buffer.alloc(fib_rule_hdr.size);
  header[fib_rule_hdr.family] = family;
  header[fib_rule_hdr.action] = k.FR_ACT_TO_TBL;
  header[fib_rule_hdr.table] = 77;
  const number = Buffer.alloc(4);
  number.writeUInt32LE(priority);
  return Buffer.concat([header, attribute(k.FRA_PRIORITY, number), ...selectors]);
}

const ports = Buffer.from(new Uint16Array([3472, 3472]).buffer);
const socket = new RoutingSocket();
const rules = [
  rule(k.AF_INET, 300, attribute(k.FRA_DSCP, Buffer.of(46))),
  rule(
    k.AF_INET,
    301,
    attribute(k.FRA_DPORT_RANGE, ports),
    attribute(k.FRA_DPORT_MASK, Buffer.from(new Uint16Array([0xfff0]).buffer)),
  ),
  rule(
    k.AF_INET6,
    302,
    attribute(k.FRA_FLOWLABEL, Buffer.of(0, 0, 1, 2)),
    attribute(k.FRA_FLOWLABEL_MASK, Buffer.of(0, 0, 255, 255)),
  ),
];
socket.send(requests(RTM_NEWRULE, k.NLM_F_REQUEST | NLM_F_ACK, 1, rules));
const answers: Message[] = [];
readMessages(socket.receive()!, answers);
socket.close();
console.log(JSON.stringify(answers.map(({ body }) => body.readInt32LE())));
