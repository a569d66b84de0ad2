import assert from 'node:assert/strict';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Path, Verdict } from '../../src/contract/verdict.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseAddress } from '../../src/net/address.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { rangeOf } from '../../src/net/range.ts';
import { decideByBruteForce, type OracleAnswer } from './oracle.ts';
import { smallList } from './tables.ts';

const roles = { vpn: ['vpn*'], local: ['local*'], strict: false };
const prefixes = smallList.rows[0].ips!.map(parsePrefix);

/** Asserts that the judge's verdict is the brute-force answer for every address of the small list. */
export function agreesEverywhere(snapshot: Snapshot): void {
  const verdict = judge(snapshot, smallList, { roles, require: [] });
  const paths: Path[] = [];
  const leaking: string[] = [];
  for (const prefix of prefixes) {
    const { first, last } = rangeOf(prefix);
    for (let address = first; address <= last; address++) {
      const answer = decideByBruteForce(snapshot, prefix.family, address);
      paths.push(answer.path);
      if (answer.path === 'Vpn') leaking.push(`${prefix.family}:${address}`);
      agreesAt(verdict, prefix.family, address, answer);
    }
  }
  assert.deepEqual(addressesOf(verdict.leaks.flatMap((leak) => leak.cidrs)), leaking.sort());
  checkStatus(verdict, paths);
}

function agreesAt(verdict: Verdict, family: 4 | 6, address: bigint, answer: OracleAnswer): void {
  const holding = verdict.segments.filter(
    (segment) =>
      segment.family === family &&
      parseAddress(segment.first).value <= address &&
      address <= parseAddress(segment.last).value,
  );
  assert.equal(holding.length, 1, `address ${address} is in ${holding.length} segments`);
  const [segment] = holding;
  assert.equal(segment.path, answer.path, `path of ${family}:${address}`);
  if (answer.path === 'None' || answer.winners.size === 0) return;
  assert.ok(
    answer.winners.has(`${segment.route}>${segment.nextHop}>${segment.interfaceIndex}`),
    `winner of ${family}:${address}`,
  );
  const ties = new Set(segment.ties.map((tie) => `${tie.route}>${tie.nextHop}>${tie.interfaceIndex}`));
  if (answer.winners.size > 1) assert.deepEqual(ties, answer.winners);
}

function checkStatus(verdict: Verdict, paths: readonly Path[]): void {
  const proof = verdict.checks.find(({ id }) => id === 'OptimizeRoutes')!.status;
  if (paths.includes('Vpn')) {
    assert.equal(proof, 'Fail');
    assert.equal(verdict.status, 'Fail');
  } else if (paths.includes('UnknownTunnel')) {
    assert.equal(proof, 'Unknown');
  } else {
    assert.notEqual(proof, 'Fail');
    if (proof === 'Pass') assert.ok(paths.every((path) => path === 'Local' || path === 'None'));
  }
}

function addressesOf(cidrs: readonly string[]): string[] {
  return cidrs
    .map((cidr) => rangeOf(parsePrefix(cidr)))
    .flatMap(({ family, first, last }) =>
      Array.from({ length: Number(last - first) + 1 }, (_, i) => `${family}:${first + BigInt(i)}`),
    )
    .sort();
}
