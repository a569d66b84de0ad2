import { createSocket } from 'node:dgram';
import { createServer, isIPv6 } from 'node:net';

/** Answers every UDP packet and TCP connection on ADDRESS PORTS (comma list) with the sender's address. */
const [ports, ...addresses] = process.argv.slice(2);
const ready: Promise<unknown>[] = [];
for (const address of addresses)
  for (const port of ports.split(',').map(Number)) {
    const udp = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    udp.on('message', (_, sender) => udp.send(sender.address, sender.port, sender.address));
    ready.push(new Promise<void>((done) => udp.bind(port, address, done)));
    const tcp = createServer((socket) => socket.on('error', () => {}).end(socket.remoteAddress ?? ''));
    ready.push(new Promise<void>((done) => tcp.listen(port, address, done)));
  }
await Promise.all(ready);
console.log('listening');
