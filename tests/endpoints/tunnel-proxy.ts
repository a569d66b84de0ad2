import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** An HTTP proxy on loopback. Every tunnel that it is asked for leads to one port of this machine. */
export class TunnelProxy {
  /** `host:port` of the tunnels asked for. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor(port: number) {
    this.#server = createServer().on('connect', (request, client) => {
      this.asked.push(request.url!);
      const upstream = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
  }

  static async start(port: number): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(port);
    await new Promise<void>((listening) => proxy.#server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close().closeAllConnections();
  }
}
