import * as v from 'valibot';
import { clouds, type Cloud, type EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { describeIssue } from '../contract/issues.ts';
import { readListDocument, type ListDocument } from './document.ts';
import type { Get } from './http.ts';
import { optimizePrefixes } from './select.ts';
import { versionPattern } from './version.ts';

/**
 * Microsoft's endpoint web service.
 * @see https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-ip-web-service
 */
export interface Service {
  /** The newest version of a cloud's list. */
  latestVersion(cloud: Cloud): Promise<string>;
  rows(cloud: Cloud): Promise<EndpointList['rows']>;
}

/** A whole answer takes a second; a proxy may ask somebody first. */
const patience = 30_000;

export interface ServiceOptions {
  readonly get: Get;
  /** One GUID per machine, kept. */
  readonly clientRequestId: string;
  readonly signal: AbortSignal;
  readonly base: string;
  /** Milliseconds to wait for one answer. */
  readonly timeout?: number;
}

/** Its functions throw ToolError: `ServiceUnreachable`, `ServiceBusy` for HTTP 429, `ServiceAnswerInvalid`. */
export function openService(options: ServiceOptions): Service {
  const { get, clientRequestId, signal, base, timeout = patience } = options;

  const ask = async (path: string): Promise<unknown> => {
    const url = new URL(path, base);
    url.searchParams.set('ClientRequestId', clientRequestId);
    const { status, contentType, body } = await get(url, AbortSignal.any([signal, AbortSignal.timeout(timeout)]));
    if (status === 429)
      throw new ToolError('ServiceBusy', 'ConnectionError', `${url.host} answered 429, too many requests.`);
    if (status !== 200) throw invalid(`${url.host} answered ${path} with HTTP status ${status}.`);
    try {
      return JSON.parse(body);
    } catch {
      throw invalid(
        `${url.host} answered ${path} with ${contentType || 'something'} that is not JSON; is this network behind a sign-in page?`,
      );
    }
  };

  return {
    latestVersion: async (cloud) => readVersion(await ask(`/version/${cloud}`), cloud),
    rows: async (cloud) => readRows(await ask(`/endpoints/${cloud}`)),
  };
}

const Version = v.looseObject({
  instance: v.picklist(clouds),
  latest: v.pipe(v.string(), v.regex(versionPattern)),
});

function readVersion(value: unknown, cloud: Cloud): string {
  const result = v.safeParse(Version, value, { abortEarly: true });
  if (!result.success) throw invalid(`the answer to /version is not as agreed: ${describeIssue(result.issues[0])}.`);
  const { instance, latest } = result.output;
  if (instance !== cloud) throw invalid(`the answer to /version/${cloud} is about ${instance}.`);
  return latest;
}

function readRows(value: unknown): EndpointList['rows'] {
  if (!Array.isArray(value)) throw invalid('the answer to /endpoints is not an array of rows.');
  const { rows } = readDocument(value);
  if (optimizePrefixes({ rows }).length === 0)
    throw invalid('the answer to /endpoints has no Optimize prefix of Teams.');
  return rows;
}

function readDocument(value: unknown): ListDocument {
  try {
    return readListDocument(value);
  } catch (error) {
    throw error instanceof ToolError ? invalid(`the answer to /endpoints is not as agreed: ${error.message}`) : error;
  }
}

function invalid(message: string): ToolError {
  return new ToolError('ServiceAnswerInvalid', 'InvalidData', message);
}
