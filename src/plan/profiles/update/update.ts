import { ToolError } from '../../../contract/error.ts';
import type { EndpointList } from '../../../contract/endpoints.ts';
import type { ProfileFormat } from '../../../contract/profile.ts';
import type { Family } from '../../../contract/verdict.ts';
import { optimizePrefixes } from '../../../endpoints/select.ts';
import { formatPrefix, type Prefix } from '../../../net/prefix.ts';
import { rangeOf, subtract } from '../../../net/range.ts';
import { outdatedBy } from '../outdated.ts';
import { readProfile, recognise } from '../read.ts';
import { Source } from '../source.ts';
import { azureVpnUpdater } from './azure-vpn.ts';
import { applyEdits, type Edit } from './edit.ts';
import { openVpnUpdater } from './openvpn.ts';
import { profileXmlUpdater } from './profile-xml.ts';

/** How exclusions of a format are found and written. */
export interface Updater {
  /** The families that the format can exclude. */
  readonly families: readonly Family[];
  exclusions(source: Source): Promise<readonly Exclusion[]>;
  /** The edits that put exclusions where the format wants them. */
  insert(source: Source, prefixes: readonly Prefix[]): Promise<readonly Edit[]>;
  /** What to know where a family is left out. */
  readonly notes: readonly string[];
}

interface Exclusion {
  readonly prefix: Prefix;
  /** The edit that takes it out. */
  readonly removal: Edit;
}

export interface Updated {
  readonly format: ProfileFormat;
  readonly text: string;
  readonly added: readonly Prefix[];
  readonly removed: readonly Prefix[];
  readonly notes: readonly string[];
}

const updaters: Partial<Record<ProfileFormat, Updater>> = {
  ProfileXml: profileXmlUpdater,
  AzureVpn: azureVpnUpdater,
  OpenVpn: openVpnUpdater,
};

/**
 * Adds the exclusions of Teams media that a profile lacks and takes out those that Microsoft has withdrawn. The rest of the
 * text stays as it is; where nothing is to be done, all of it.
 * @throws ToolError `ProfileNotUpdatable`, and what `readProfile` throws
 */
export async function updateProfile(text: string, list: EndpointList): Promise<Updated> {
  const source = new Source(text);
  const { format } = await recognise(source);
  const updater = updaterOf(format);
  await readProfile(source);
  const wanted = optimizePrefixes(list).filter(({ family }) => updater.families.includes(family));
  const isOutdated = outdatedBy(list);
  const stale = (await updater.exclusions(source)).filter(({ prefix }) => isOutdated(prefix));
  const kept = new Source(
    applyEdits(
      text,
      stale.map(({ removal }) => removal),
    ),
  );
  const added = missing(wanted, await updater.exclusions(kept));
  const result = added.length === 0 ? kept : new Source(applyEdits(kept.text, await updater.insert(kept, added)));
  if (missing(wanted, await updater.exclusions(result)).length > 0)
    throw new Error(`the update of ${format} lost an exclusion`);
  const profile = await readProfile(result);
  const all = optimizePrefixes(list);
  return {
    format,
    text: result.text,
    added,
    removed: stale.map(({ prefix }) => prefix),
    notes: [
      ...profile.notes,
      ...(wanted.length < all.length ? updater.notes : []),
      ...profile.routes
        .filter(({ path, destination }) => path === 'Vpn' && all.some((each) => isInside(destination, each)))
        .map(
          ({ destination, line }) =>
            `Line ${line} sends ${formatPrefix(destination)} into the tunnel, which no exclusion beats: take it out.`,
        ),
    ],
  };
}

function updaterOf(format: ProfileFormat): Updater {
  const updater = updaters[format];
  if (updater) return updater;
  throw new ToolError(
    'ProfileNotUpdatable',
    'InvalidArgument',
    `a file of ${format} is not updated here; ${Object.keys(updaters).join(', ')} are. "exclusions --for ${format}" prints what to put into it.`,
    format,
  );
}

/** The wanted prefixes of which some address is not excluded. */
function missing(wanted: readonly Prefix[], exclusions: readonly Exclusion[]): Prefix[] {
  const excluded = exclusions.map(({ prefix }) => rangeOf(prefix));
  return wanted.filter((prefix) => subtract([rangeOf(prefix)], excluded).length > 0);
}

function isInside(inner: Prefix, outer: Prefix): boolean {
  return inner.length >= outer.length && subtract([rangeOf(inner)], [rangeOf(outer)]).length === 0;
}
