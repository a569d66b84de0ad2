import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseStringPromise } from 'xml2js';
import { toFirewallCsp } from '../../../src/plan/rules/firewall-csp.ts';
import { blockRule } from './random.ts';
import { remoteAccessRules } from './planned.ts';

interface Replace {
  CmdID: string[];
  Item: { Target: { LocURI: string[] }[]; Meta: { Format: { _: string }[] }[]; Data: string[] }[];
}

const root = './Vendor/MSFT/Firewall/MdmStore/FirewallRules/';

async function read(text: string): Promise<Replace[]> {
  const { SyncML } = await parseStringPromise(text);
  assert.equal(SyncML.$.xmlns, 'SYNCML:SYNCML1.2');
  const [body] = SyncML.SyncBody;
  assert.deepEqual(Object.keys(body), ['Atomic', 'Final'], 'everything is in one Atomic block');
  assert.equal(body.Atomic.length, 1);
  const { CmdID, Replace, ...others } = body.Atomic[0];
  assert.deepEqual(others, {});
  const ids = [CmdID[0], ...(Replace as Replace[]).map((each) => each.CmdID[0])];
  assert.equal(new Set(ids).size, ids.length);
  return Replace;
}

describe('block rules for the Firewall CSP', () => {
  it('are the golden file, well-formed', async () => {
    const golden = readFileSync(join(import.meta.dirname, 'golden/firewall-csp.xml'), 'utf8');
    assert.equal(`${toFirewallCsp(remoteAccessRules())}\n`, golden);
    await read(golden);
  });

  it('say each rule in the nodes of the CSP, whatever it is called', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(blockRule(), { minLength: 1, maxLength: 3, selector: ({ name }) => name.replace(/\W|_/g, '') }),
        async (rules) => {
          const text = toFirewallCsp(rules);
          assert.match(text, /^[\n -~]+$/);
          const nodes = (await read(text)).map(({ Item: [item] }) => {
            const uri = item.Target[0].LocURI[0];
            assert.ok(uri.startsWith(root));
            const [name, ...path] = uri.slice(root.length).split('/');
            assert.match(name, /^[A-Za-z0-9]+$/);
            return { name, path: path.join('/'), format: item.Meta[0].Format[0]._, data: item.Data[0] };
          });
          const byRule = [...Map.groupBy(nodes, ({ name }) => name).values()];
          assert.deepEqual(
            byRule.map((own) => Object.fromEntries(own.map(({ path, format, data }) => [path, `${format} ${data}`]))),
            rules.map(({ displayName, remoteAddresses, remotePorts, interfaceType }) => ({
              Name: `chr ${displayName}`,
              Direction: 'chr OUT',
              'Action/Type': 'int 0',
              Protocol: 'int 17',
              ...(remotePorts.length > 0 ? { RemotePortRanges: `chr ${remotePorts.join()}` } : {}),
              RemoteAddressRanges: `chr ${remoteAddresses.join()}`,
              InterfaceTypes: `chr ${interfaceType}`,
              Enabled: 'bool true',
            })),
          );
        },
      ),
    );
  });
});
