import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { writeRemediation } from '../../src/plan/remediation/write.ts';
import { writeTask } from '../../src/plan/task/task.ts';
import { checkout } from '../bed/paths.ts';
import { leaking, on, selfContained } from './remediation.ts';
import { openShell } from './shell.ts';

const example = (path: string) => readFileSync(join(checkout, 'examples', path), 'utf8');

describe('the examples for unattended use', function () {
  const shell = openShell(this);

  it('are what is written today: make them anew as their README says', async () => {
    const settings = { ...selfContained, vpnInterface: ['Contoso*'] };
    const scripts = writeRemediation(settings, await bundledList('Worldwide'));
    for (const { name, text } of scripts) assert.equal(example(`intune/${name}`), text);
    const { xml } = writeTask({
      program: 'C:\\Program Files\\WindowsPowerShell\\Modules\\TeamsSplitTunnel\\bin\\win-x64\\teams-split-tunnel.exe',
      everyHours: 4,
      cloud: 'Worldwide',
      vpnInterface: [],
      localInterface: [],
      repair: false,
      eventLog: true,
      logPath: null,
    });
    assert.equal(example('scheduled-task/TeamsSplitTunnel.xml'), `${xml}\n`);
  });

  it('detect a leak and repair it, with the list of today', async () => {
    const prelude = on(leaking);
    const detected = await shell.host.run(`${prelude}\n${example('intune/Detect-TeamsSplitTunnel.ps1')}`);
    assert.match(String(detected.output[0]), /^Fail: /);
    assert.equal(detected.exitCode, 1);
    const text = example('intune/Remediate-TeamsSplitTunnel.ps1').replace(/^exit .*$/m, '$global:log\n$&');
    const { output, exitCode } = await shell.host.run(`${prelude}\n${text}`);
    const prefixes = optimizePrefixes(await bundledList('Worldwide')).map(formatPrefix);
    assert.match(String(output[0]), /^Pass: .*repaired by \d+ routes/);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      output.slice(1).map((line) => String(line).split(' ')[1]),
      prefixes,
    );
  });
});
