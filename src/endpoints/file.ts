import { open } from 'node:fs/promises';
import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { atLine, lineAt } from '../contract/json-line.ts';
import { decodeText } from '../contract/text.ts';
import { unreadable } from '../contract/unreadable.ts';
import { formatPrefix } from '../net/prefix.ts';
import { rangeOf, subtract, toPrefixes } from '../net/range.ts';
import { bundledList } from './bundled.ts';
import { parseListDocument, type ListDocument } from './document.ts';
import { optimizePrefixes } from './select.ts';

/** The web service's largest answer is 50 KB. */
const sizeLimit = 16 * 1024 * 1024;

/**
 * Reads the list that an administrator names: a JSON array in the web service's shape, or such rows in an object with
 * `cloud`, `version` and `confirmedAt`.
 * @param warn told where the list is smaller than the bundled one of its cloud, so far as file or caller says its cloud
 * @throws ToolError `EndpointsUnreadable`, `EndpointsInvalid`, `CloudMismatch`; each names the file
 */
export async function readListFile(
  path: string,
  cloud: Cloud | undefined,
  warn: (message: string) => void,
): Promise<EndpointList> {
  const document = parse(await readText(path), path);
  if (cloud && document.cloud && cloud !== document.cloud)
    throw new ToolError(
      'CloudMismatch',
      'InvalidArgument',
      `${path} is the list of ${document.cloud}, but ${cloud} was asked for; leave the cloud out or name the other file.`,
      path,
    );
  const said = cloud ?? document.cloud;
  if (said) await warnOfLacks(path, document, said, warn);
  return { ...document, cloud: said ?? 'Worldwide', source: 'file' };
}

/** What is proven of a smaller list is proven of fewer addresses. One without any Optimize row is no proof at all. */
async function warnOfLacks(path: string, document: ListDocument, cloud: Cloud, warn: (message: string) => void) {
  const wanted = optimizePrefixes(document);
  if (wanted.length === 0) return;
  const bundled = await bundledList(cloud);
  const lacking = subtract(optimizePrefixes(bundled).map(rangeOf), wanted.map(rangeOf)).flatMap(toPrefixes);
  if (lacking.length === 0) return;
  const name = `the bundled list of ${cloud}, ${bundled.version ?? bundled.confirmedAt?.slice(0, 10)}`;
  warn(
    `${path} lacks ${lacking.map(formatPrefix).join(', ')} of ${name}: nothing is said of the media that goes there.`,
  );
}

function parse(text: string, path: string): ListDocument {
  try {
    return parseListDocument(text);
  } catch (error) {
    throw error instanceof ToolError ? placed(error, path, text) : error;
  }
}

/** A row's wrong value is found by itself, a field by its path, which counts the web service's bare rows as `rows`. */
function placed(error: ToolError, path: string, text: string): ToolError {
  const offset = error.target === null ? -1 : text.indexOf(JSON.stringify(error.target));
  if (offset >= 0) return error.at(`${path}, line ${lineAt(text, offset)}`);
  return atLine(error, path, text.trimStart().startsWith('[') ? `{"rows":${text}}` : text);
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
