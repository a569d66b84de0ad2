import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { requireOrSkip } from '../bed/require.ts';

describe('loadEndpoints', function () {
  requireOrSkip(this, ['root']);

  it('has the bundled list for a user without a home, and says that there is no other', () => {
    const module = JSON.stringify(new URL('../../src/endpoints/load.ts', import.meta.url));
    const script = `
      import { loadEndpoints } from ${module};
      const warnings = [];
      await loadEndpoints({ warn: () => {} });
      process.setuid(54321);
      const { source } = await loadEndpoints({ warn: (message) => warnings.push(message) });
      console.log(JSON.stringify({ source, warnings }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: {},
    });
    const { source, warnings } = JSON.parse(output);
    assert.equal(source, 'bundled');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^only the bundled endpoint list is at hand: there is no place to keep state/);
  });
});
