import assert from 'node:assert/strict';
import type { FoundRule } from '../../src/contract/block-rule.ts';
import { atStart } from '../../src/judge/watch/changes.ts';
import { renderBestRoute } from '../../src/render/best-route.ts';
import { renderUpdate } from '../../src/render/profile.ts';
import { renderRecord } from '../../src/render/record.ts';
import { renderRoute } from '../../src/render/routes.ts';
import { renderBlockRule, renderFoundRule } from '../../src/render/rules.ts';
import { renderWatched } from '../../src/render/watch.ts';
import { judged, localDefaults, machine, row, vpn, vpnDefaults } from '../judge/machine.ts';

/** A name that clears the screen, and turns a line around. */
const name = '\u001b[2J\u009bm\u202eVPN';

const found: FoundRule = { name, displayName: name, store: 'local', state: 'Right', reason: name, text: '' };
const verdict = judged(machine([...localDefaults, ...vpnDefaults], { interfaces: [row(10), row(vpn, { name })] }));

const texts: Readonly<Record<string, string>> = {
  'a watch': renderWatched({ ...verdict, change: atStart }),
  'a best route': renderBestRoute({
    address: '52.112.0.1',
    interfaceIndex: 1,
    interfaceName: name,
    nextHop: null,
    source: null,
    api: 'rtnetlink',
    error: null,
  }),
  'a route': renderRoute({
    destination: '0.0.0.0/0',
    nextHop: null,
    interfaceIndex: 1,
    interfaceName: name,
    metric: 0,
    table: null,
    type: null,
    protocol: null,
    path: 'Vpn',
    reason: name,
    source: 'recognised',
  }),
  'a rule that was found': renderFoundRule(found),
  'a rule that is planned': renderBlockRule({
    name: 'id',
    displayName: name,
    group: 'TeamsSplitTunnel',
    family: 4,
    protocol: 'UDP',
    remoteAddresses: ['52.112.0.0/14'],
    remotePorts: [],
    interfaceAlias: name,
    interfaceGuid: null,
    interfaceType: 'Lan',
  }),
  'a result': renderRecord({
    schema: 'teams-split-tunnel/result/1',
    at: '2026-11-20T08:00:00.000Z',
    computer: 'PC',
    status: 'Fail',
    message: name,
    eventId: 3000,
  }),
  'an updated profile': renderUpdate({
    file: name,
    format: 'OpenVpn',
    changed: true,
    added: [],
    removed: [],
    output: name,
    backup: name,
    notes: [name],
  }),
};

describe('names that steer a terminal', () => {
  for (const [what, text] of Object.entries(texts))
    it(`do nothing in the text of ${what}`, () => {
      assert.match(text, /VPN/);
      assert.match(text, /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]*$/);
    });
});
