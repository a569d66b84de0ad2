/** Microsoft's clouds as the endpoint web service names its instances; GCC tenants use Worldwide. */
export const clouds = ['Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD'] as const;
export type Cloud = (typeof clouds)[number];

/** One row of the endpoint list, in the web service's own shape: absent keys are absent. */
export interface EndpointRow {
  readonly id: number;
  readonly serviceArea: string;
  readonly serviceAreaDisplayName?: string;
  readonly urls?: readonly string[];
  readonly ips?: readonly string[];
  /** Comma list, ranges with `-`. */
  readonly tcpPorts?: string;
  readonly udpPorts?: string;
  readonly category: 'Optimize' | 'Allow' | 'Default';
  readonly expressRoute?: boolean;
  readonly required?: boolean;
  readonly notes?: string;
}

/** Microsoft's published rows for one cloud. */
export interface EndpointList {
  readonly cloud: Cloud;
  /** 10 digits, YYYYMMDDNN; null where it is not known. */
  readonly version: string | null;
  readonly source: 'bundled' | 'cache' | 'file' | 'service';
  /** RFC 3339 date or time at which this was last known to be Microsoft's current list; null: not known. */
  readonly confirmedAt: string | null;
  readonly rows: readonly EndpointRow[];
}
