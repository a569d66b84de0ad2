import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../../src/contract/error.ts';
import { exclusionTargets } from '../../../src/contract/profile.ts';
import { optimizePrefixes } from '../../../src/endpoints/select.ts';
import { writeExclusions } from '../../../src/plan/profiles/exclusions/write.ts';
import { readProfile } from '../../../src/plan/profiles/read.ts';
import { Source } from '../../../src/plan/profiles/source.ts';
import { updateProfile } from '../../../src/plan/profiles/update/update.ts';
import { worldwide } from '../../judge/machine.ts';
import { proof } from './reading.ts';
import { profileXml } from './samples.ts';

const media = optimizePrefixes(worldwide);
const samples = [
  ...exclusionTargets.map((target) => writeExclusions(target, media).text),
  profileXml('ForceTunnel', writeExclusions('ProfileXml', media).text),
  'client\ndev tun\nremote a 1194\nredirect-gateway def1 ipv6\npull-filter ignore "route "\nroute-ipv6 2000::/3\n<ca>\nMIIB\n</ca>\n',
  '[Interface]\nPrivateKey = x=\nAddress = 10.0.0.2/24\nTable = off\n\n[Peer]\nAllowedIPs = 0.0.0.0/0, ::/0 # all\n',
  'object network N\n range 10.0.0.1 10.0.0.9\nobject-group network G\n network-object object N\naccess-list A extended permit ip object-group G any\ngroup-policy P attributes\n split-tunnel-policy tunnelspecified\n split-tunnel-network-list value A\n',
];

/** A sample with pieces taken out, doubled, or replaced by what the formats are made of. */
const mutant = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat({ max: 30 }),
        fc.constantFrom(
          '',
          '"',
          '<',
          '>',
          '/',
          '\n',
          ' ',
          '&amp;',
          '<!--',
          ']]>',
          '\\',
          '#',
          '0',
          '::',
          '256',
          '<ca>',
          'end',
          '\u0000',
          'any',
          '\ud800',
        ),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([sample, edits]) =>
    edits.reduce((text, [where, length, by]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + by + text.slice(at + length);
    }, sample),
  );

const known = new Set([
  'ProfileInvalid',
  'ProfileUnknown',
  'ProfileUnsupported',
  'ProfileAmbiguous',
  'ProfileNotUpdatable',
]);
const isRefusal = (error: unknown) => error instanceof ToolError && known.has(error.id);

describe('a file that is not quite a profile', () => {
  it('is read, or refused with its place', async () => {
    await fc.assert(
      fc.asyncProperty(mutant, async (text) => {
        try {
          await readProfile(new Source(text));
        } catch (error) {
          assert.ok(isRefusal(error), String(error));
          const { id, message } = error as ToolError;
          if (id === 'ProfileInvalid' || id === 'ProfileUnknown') assert.match(message, /^line \d+, column \d+: /);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is updated so that a second update changes nothing, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(mutant, async (text) => {
        try {
          const { text: updated } = await updateProfile(text, worldwide);
          assert.equal((await updateProfile(updated, worldwide)).text, updated);
        } catch (error) {
          assert.ok(isRefusal(error), String(error));
        }
      }),
      { numRuns: 1500 },
    );
  });

  for (const text of [
    '',
    '{}',
    'remote access policy\nclient side\ndev team\n',
    '[Interface]\nAddress = 10.0.0.1/24\n',
    'hello\nclient: yes\n',
    'route 10.0.0.0 255.0.0.0\n',
    '[Match]\nName=x\n[Network]\nAddress=10.0.0.1/24\n',
    'interface Gi0/0\n ip address 1.2.3.4 255.0.0.0\nroute outside 0 0 1.2.3.1\n',
  ])
    it(`is not taken for one: ${JSON.stringify(text)}`, () =>
      assert.rejects(readProfile(new Source(text)), { id: 'ProfileUnknown' }));

  it('is refused where it has settings that its format does not', () =>
    assert.rejects(readProfile(new Source('[Interface]\nAddresses = 10.0.0.1/24\n[Peer]\n')), {
      id: 'ProfileInvalid',
      message: /^line 2/,
    }));

  const long = 2_000_000;
  for (const [name, text] of [
    ['quotes', 'config vpn ssl web portal\n edit ' + '"\\"'.repeat(long / 4)],
    ['escapes', 'group-policy A attributes\n' + '"' + '\\"'.repeat(long / 2)],
    ['spaces in a setting', `[Interface]\nAddress = 1.2.3.4/5${' '.repeat(long)}x\n[Peer]\n`],
    ['spaces after the root', `<VPNProfile/>${' '.repeat(long)}x`],
    ['comments after the root', `<VPNProfile/>${'<!---->'.repeat(long / 8)}x`],
    ['spaces in a tag', `<AzVpnProfile><clientconfig${' '.repeat(long)}/></AzVpnProfile>`],
    ['a word', `remote ${'x'.repeat(long)} y\ndev tun\n`],
    ['lines', '[Interface]\n'.repeat(long / 12) + '[Peer]\n'],
    ['spaces', ' '.repeat(long) + '\n'.repeat(long)],
  ] as const)
    it(`is dealt with in time that grows with its size: ${name}`, async () => {
      const start = performance.now();
      await updateProfile(text, worldwide).catch((error) => assert.ok(isRefusal(error), String(error)));
      assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
    });

  it('never passes for want of a word: what is cut off a file that leaves nothing open', async () => {
    const text = profileXml('ForceTunnel', writeExclusions('ProfileXml', media).text);
    for (let length = 0; length < text.length; length++) {
      const status = await proof(text.slice(0, length)).catch(
        (error) => (assert.ok(isRefusal(error), String(error)), 'refused'),
      );
      assert.notEqual(status, 'Pass', text.slice(0, length));
    }
  });
});
