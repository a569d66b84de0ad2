import type { EndpointList } from '../contract/endpoints.ts';

/** The web service's versions, YYYYMMDDNN: they compare as texts. */
export const versionPattern = /^20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{2}$/;

type Dated = Pick<EndpointList, 'version' | 'confirmedAt'>;

/** Whether the version is of a later list. A list without a version is as new as the day on which it was confirmed. */
export function isNewer(version: string, list: Dated): boolean {
  return list.version === null ? version.slice(0, 8) > dayOf(list) : version > list.version;
}

/** Whether the list was current at the moment at which the version was the latest. */
export function isCurrent(latest: string, list: Dated): boolean {
  return list.version === null ? !isNewer(latest, list) : latest === list.version;
}

function dayOf({ confirmedAt }: Dated): string {
  return (confirmedAt ?? '').slice(0, 10).replaceAll('-', '');
}

/** The day that a version is named after, as RFC 3339. */
export function dateOfVersion(version: string): string {
  return `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}`;
}
