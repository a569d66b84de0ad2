const shape = /^(?:(\*|https?):\/\/)?(\[\*\.\])?(\*|[a-z0-9.-]+)(?::(\*|\d{1,5}))?(?:\/.*)?$/;

/** Patterns of pages that no server serves. */
const otherSchemes = /^(file|edge|chrome[a-z-]*|devtools|isolated-app):\/\//;

/**
 * Whether a URL pattern of a browser policy matches `https://host`; null where it is no valid pattern. Paths don't count.
 * https://learn.microsoft.com/deployedge/edge-learnmore-ent-policy-url-patterns
 */
export function matchesHost(pattern: string, host: string): boolean | null {
  if (pattern === '*') return true;
  if (otherSchemes.test(pattern)) return false;
  const parts = shape.exec(pattern.toLowerCase());
  if (!parts) return null;
  const [, scheme = '*', wildcard, domain, port = '*'] = parts;
  if (scheme === 'http' || (port !== '*' && Number(port) !== 443)) return false;
  if (domain === '*') return true;
  return host === domain || (wildcard !== undefined && host.endsWith(`.${domain}`));
}
