import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { ToolError } from '../contract/error.ts';

/** An answer of the web service, whole. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type Get = (url: URL, signal: AbortSignal) => Promise<Answer>;

/** Twenty times the largest list. */
const sizeLimit = 1024 * 1024;

export interface Way {
  /** Variables of the environment; HTTPS_PROXY and NO_PROXY count, in either case. */
  readonly environment: NodeJS.ProcessEnv;
  /** Certificates of the authorities to believe, as PEM. */
  readonly authorities: readonly string[];
}

export function systemsWay(): Way {
  return { environment: process.env, authorities: getCACertificates('system') };
}

/**
 * Asks for a URL as this machine is told to: through the environment's proxy, trusting the system's certificates.
 * Redirects are not followed.
 * @throws ToolError `ProxyInvalid`, `ServiceUnreachable`, `ServiceAnswerInvalid` for an answer that is cut or over 1 MiB
 */
export function httpGet({ environment, authorities }: Way): Get {
  return async (url, signal) => {
    const client = url.protocol === 'https:' ? https : http;
    checkProxy(environment);
    try {
      const agent = new client.Agent({ proxyEnv: environment });
      const options = { agent, signal, ca: [...authorities], headers: { accept: 'application/json' } };
      const response = await new Promise<IncomingMessage>((resolve, reject) =>
        client.get(url, options, resolve).once('error', reject),
      );
      return await readAnswer(response);
    } catch (error) {
      if (error instanceof ToolError) throw error;
      throw unreachable(url, signal.aborted ? (signal.reason as Error) : (error as Error));
    }
  };
}

/** Node passes over a proxy that it cannot use, or shows its password. */
function checkProxy(environment: NodeJS.ProcessEnv): void {
  const wrong = ['https_proxy', 'HTTPS_PROXY'].find((name) => environment[name] && !isHttpUrl(environment[name]));
  if (wrong === undefined) return;
  throw new ToolError(
    'ProxyInvalid',
    'InvalidArgument',
    `the variable ${wrong} of the environment is not the URL of an HTTP proxy, such as http://proxy.example:8080.`,
    wrong,
  );
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > sizeLimit) throw new ToolError('ServiceAnswerInvalid', 'InvalidData', 'the answer is over 1 MiB.');
  }
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function unreachable(url: URL, { message }: Error): ToolError {
  return new ToolError(
    'ServiceUnreachable',
    'ConnectionError',
    `${url.host} gave no whole answer: ${message}.`,
    url.host,
  );
}
