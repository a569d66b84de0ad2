import { readBundleOptions, readListSource } from '../../contract/bundle.ts';
import { ToolError } from '../../contract/error.ts';
import { parseSnapshot, snapshotLimit } from '../../collect/file.ts';
import { decodeText } from '../../contract/text.ts';
import { readZipEntry } from '../../collect/bundle/zip.ts';
import { readListDocument } from '../../endpoints/document.ts';
import type { Observed } from '../observe.ts';

/** Larger than any endpoint list, or any options. */
const documentLimit = 16 * 1024 * 1024;

/**
 * The snapshot of a support bundle with the list and the options that it was judged with: its verdict depends on nothing else.
 * @throws ToolError `ZipInvalid`, `InputTooLarge`, or what snapshot and list throw; each names the file
 */
export function readBundle(zip: Buffer, name: string): Observed {
  try {
    const document = (entry: string) => parseJson(readZipEntry(zip, entry, documentLimit), entry);
    const snapshot = parseSnapshot(readZipEntry(zip, 'snapshot.json', snapshotLimit), 'snapshot.json');
    const list = document('endpoints.json');
    const { vpn, local, strict, require } = readBundleOptions(document('options.json'));
    const { cloud, ...rest } = readListDocument(list);
    return {
      snapshot,
      recorded: {
        list: { ...rest, cloud: cloud ?? 'Worldwide', source: readListSource(list) },
        roles: { vpn, local, strict },
        require,
      },
    };
  } catch (error) {
    throw error instanceof ToolError ? error.at(name) : error;
  }
}

function parseJson(bytes: Buffer, entry: string): unknown {
  try {
    return JSON.parse(decodeText(bytes));
  } catch (error) {
    throw new ToolError('ZipInvalid', 'InvalidData', `its ${entry} is not JSON: ${(error as Error).message}.`);
  }
}
