import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EndpointRow } from '../../src/contract/endpoints.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A web server on loopback that plays Microsoft's: what it answers is said before it is asked. */
export class WebService {
  /** Paths asked for, in order, without the query. */
  readonly asked: string[] = [];
  /** Client request ids as they came. */
  readonly clients: (string | null)[] = [];
  version: Answer;
  endpoints: Answer;
  /** Where it is to be found, also after it has stopped. */
  base = '';
  readonly #server: Server;

  private constructor(latest: string, rows: readonly EndpointRow[]) {
    this.version = json({ instance: 'Worldwide', latest });
    this.endpoints = json(rows);
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(latest: string, rows: readonly EndpointRow[]): Promise<WebService> {
    const service = new WebService(latest, rows);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    service.base = `http://127.0.0.1:${(service.#server.address() as AddressInfo).port}`;
    return service;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, this.base);
    this.asked.push(url.pathname);
    this.clients.push(url.searchParams.get('ClientRequestId'));
    const answer = url.pathname.startsWith('/version/') ? this.version : this.endpoints;
    answer(response, request);
  }
}

export function json(value: unknown, status = 200): Answer {
  return text(JSON.stringify(value), 'application/json; charset=utf-8', status);
}

export function text(body: string, contentType: string, status = 200): Answer {
  return (response) => response.writeHead(status, { 'content-type': contentType }).end(body);
}

/** Half of the answer, then the connection is cut: announced by its length, or by nothing but the end. */
export function half(value: unknown, announced: boolean): Answer {
  return (response) => {
    const body = Buffer.from(JSON.stringify(value));
    const length = announced ? { 'content-length': body.length } : { connection: 'close' };
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { 'content-type': 'application/json', ...length });
    response.write(body.subarray(0, body.length / 2), () => {
      if (announced) response.destroy();
      else response.end();
    });
  };
}
