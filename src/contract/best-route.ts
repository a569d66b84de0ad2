/** The operating system's own answer for one address. */
export interface BestRoute {
  readonly address: string;
  readonly interfaceIndex: number | null;
  readonly interfaceName: string | null;
  /** Null where the address is on-link. */
  readonly nextHop: string | null;
  /** The source address that the OS would use. */
  readonly source: string | null;
  /** `GetBestRoute2`, `GetBestRoute`, `GetBestInterfaceEx` or `rtnetlink`. */
  readonly api: string;
  /** The OS's error, by name or number; null where it answered. */
  readonly error: string | number | null;
}
