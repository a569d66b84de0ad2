import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

/**
 * For each argument `udp 52.112.0.10 3478` what the echo server at the other end saw as the sender's address; null without an
 * answer in time. One JSON object on standard output.
 */
const patience = 700;

function askUdp(address: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const finish = (answer: string | null) => {
      clearInterval(again);
      clearTimeout(timer);
      socket.close();
      done(answer);
    };
    const send = () => socket.send('?', port, address, () => {}); // what the firewall stops is an error here
    const again = setInterval(send, patience / 3);
    const timer = setTimeout(() => finish(null), patience);
    socket.on('error', () => {});
    socket.on('message', (answer) => finish(answer.toString()));
    send();
  });
}

function askTcp(host: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => socket.destroy(), patience);
    let answer: string | null = null;
    socket.on('data', (text) => (answer = text.toString()));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      done(answer);
    });
  });
}

const asked = process.argv.slice(2).map(async (question) => {
  const [protocol, address, port] = question.split(' ');
  return [question, await (protocol === 'udp' ? askUdp : askTcp)(address, Number(port))] as const;
});
console.log(JSON.stringify(Object.fromEntries(await Promise.all(asked))));
