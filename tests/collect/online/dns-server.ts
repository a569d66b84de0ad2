import { createSocket } from 'node:dgram';

/**
 * Run inside a namespace: a DNS server that gives each name's addresses as its first argument says, a JSON object of names
 * with lists of IPv4 or IPv6 addresses, or of what else it does: "silent", "refused", "garbage". It listens on the second argument.
 */
const [plan, address] = process.argv.slice(2);
const behaviours = JSON.parse(plan) as Record<string, string[] | 'silent' | 'refused' | 'garbage'>;
const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');

socket.on('message', (query, peer) => {
  const { name, type, end } = questionOf(query);
  const behaviour = behaviours[name];
  if (behaviour === 'silent') return;
  const reply = behaviour === 'garbage' ? garbage(query) : answer(query.subarray(0, end), type, behaviour);
  socket.send(reply, peer.port, peer.address);
});
socket.bind(53, address, () => console.log('listening'));

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  while (query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

const [typeA, typeAaaa] = [1, 28];

/** RFC 1035, section 4: the question again, then the records of its type. */
function answer(question: Buffer, type: number, behaviour: string[] | 'refused' | undefined): Buffer {
  const all = Array.isArray(behaviour) ? behaviour : [];
  const wanted = all.filter((each) => (each.includes(':') ? typeAaaa : typeA) === type);
  const records = wanted.map((each) => {
    const data = each.includes(':') ? ipv6(each) : Buffer.from(each.split('.').map(Number));
    const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
    return Buffer.concat([head, data]);
  });
  const reply = Buffer.concat([question, ...records]);
  const code = behaviour === 'refused' ? 5 : behaviour === undefined ? 3 : 0;
  reply.writeUInt16BE(0x8180 | code, 2);
  reply.writeUInt16BE(records.length, 6);
  reply.fill(0, 8, 12);
  return reply;
}

function ipv6(text: string): Buffer {
  const [left, right = ''] = text.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** The right id, and after it what no message is. */
function garbage(query: Buffer): Buffer {
  return Buffer.concat([query.subarray(0, 2), Buffer.alloc(4000, 0xff)]);
}
