import type { RemediationScript } from '../contract/remediation.ts';

/** A script for people: where it was written, or itself. */
export function renderRemediation({ role, kind, name, text, path }: RemediationScript): string {
  return path === null ? `# ---- ${name} ----\n${text}` : `${role} (${kind}): ${path}, ${text.length} bytes`;
}
