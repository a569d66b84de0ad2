import { open } from 'node:fs/promises';
import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { decodeText } from '../contract/text.ts';
import { unreadable } from '../contract/unreadable.ts';
import { parseListDocument, type ListDocument } from './document.ts';

/** The web service's largest answer is 50 KB. */
const sizeLimit = 16 * 1024 * 1024;

/**
 * Reads the list that an administrator names: a JSON array in the web service's shape, or such rows in an object with
 * `cloud`, `version` and `confirmedAt`.
 * @throws ToolError `EndpointsUnreadable`, `EndpointsInvalid`, `CloudMismatch`; each names the file
 */
export async function readListFile(path: string, cloud: Cloud | undefined): Promise<EndpointList> {
  const document = parse(await readText(path), path);
  if (cloud && document.cloud && cloud !== document.cloud)
    throw new ToolError(
      'CloudMismatch',
      'InvalidArgument',
      `${path} is the list of ${document.cloud}, but ${cloud} was asked for; leave the cloud out or name the other file.`,
      path,
    );
  return { ...document, cloud: cloud ?? document.cloud ?? 'Worldwide', source: 'file' };
}

function parse(text: string, path: string): ListDocument {
  try {
    return parseListDocument(text);
  } catch (error) {
    throw error instanceof ToolError ? error.at(path) : error;
  }
}

async function readText(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const bytes = Buffer.concat(await Array.fromAsync(file.createReadStream({ end: sizeLimit })));
    if (bytes.length > sizeLimit)
      throw new ToolError('InputTooLarge', 'LimitsExceeded', `${path} is over 16 MiB; no endpoint list is.`, path);
    return decodeText(bytes);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw unreadable('EndpointsUnreadable', path, error);
  }
}
