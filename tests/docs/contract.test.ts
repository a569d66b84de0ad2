import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { checkout } from '../bed/paths.ts';
import { codeWords, section, textOf } from './documents.ts';

/** Every type that crosses a process boundary, and the section that describes it. */
const described: Readonly<Record<string, readonly [page: string, heading: string]>> = {
  Request: ['contract.md', '## Messages'],
  OutputMessage: ['contract.md', '## Messages'],
  Snapshot: ['contract.md', '## Snapshot: `teams-split-tunnel/snapshot/1`'],
  Verdict: ['contract.md', '## Verdict: `teams-split-tunnel/verdict/1`'],
  BlockRule: ['contract.md', '## Block rules'],
  FoundRule: ['contract.md', '## Block rules'],
  ProfileExclusions: ['contract.md', '## VPN profiles'],
  ProfileUpdate: ['contract.md', '## VPN profiles'],
  DescribedRoute: ['contract.md', '## Routes'],
  BestRoute: ['contract.md', '## Best routes'],
  EndpointList: ['contract.md', '## Endpoint list'],
  Report: ['contract.md', '## Written files'],
  RemediationScript: ['contract.md', '## Written files'],
  TaskDefinition: ['contract.md', '## Written files'],
  ResultRecord: ['contract.md', '## Written files'],
  Bundle: ['support.md', '## The manifest'],
  Fleet: ['fleet.md', '## Count'],
  RepairPlan: ['repair.md', '## Documents'],
  RepairResult: ['repair.md', '## Documents'],
  CaptureVerdict: ['captures.md', '## The document: `teams-split-tunnel/capture/1`'],
  Trace: ['evidence.md', '## Traceroute'],
  MediaPath: ['evidence.md', '## The path of real UDP'],
  Change: ['unattended.md', '## Watching'],
};

/** Fields whose insides are described elsewhere: with another document, or in libnftables-json(5). */
const elsewhere = new Set([
  ...['CaptureVerdict', 'Trace', 'MediaPath'].map((type) => `${type}.checks`),
  'RepairResult.plan',
  'Snapshot.nftables',
  'Verdict.profile',
]);

describe('the documents of the contract', function () {
  this.timeout(60_000);
  let types: ReadonlyMap<string, ReadonlySet<string>>;
  before(() => {
    types = fieldsOfTypes();
  });

  for (const [type, [page, heading]] of Object.entries(described)) {
    it(`${page} describes every field of ${type}`, () => {
      const words = codeWords(section(textOf(`docs/${page}`), heading));
      const fields = [...types.get(type)!];
      assert.ok(fields.length > 2);
      assert.deepEqual(
        fields.filter((field) => !words.has(field)),
        [],
      );
    });
  }
});

function fieldsOfTypes(): Map<string, Set<string>> {
  const files = globSync('src/contract/*.ts', { cwd: checkout }).map((file) => join(checkout, file));
  const { config } = ts.readConfigFile(join(checkout, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, checkout);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const found = new Map<string, Set<string>>();
  for (const file of files)
    for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!))
      if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias) && symbol.name in described)
        found.set(symbol.name, fieldsOf(checker, checker.getDeclaredTypeOfSymbol(symbol), symbol.name));
  return found;
}

/** The names of a type's fields, at every depth. */
function fieldsOf(checker: ts.TypeChecker, root: ts.Type, rootName: string): Set<string> {
  const names = new Set<string>();
  const seen = new Set<ts.Type>();
  const walk = (type: ts.Type): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnion()) return type.types.forEach(walk);
    const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (item) return checker.isArrayType(type) ? walk(item) : undefined;
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return;
    for (const property of checker.getPropertiesOfType(type)) {
      names.add(property.name);
      if (!elsewhere.has(`${rootName}.${property.name}`)) walk(checker.getTypeOfSymbol(property));
    }
  };
  walk(root);
  return names;
}
