import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { openCrew } from '../../../src/commands/fleet/crew.ts';
import type { Work } from '../../../src/commands/fleet/work.ts';
import { machine } from '../../judge/machine.ts';

describe('the threads of a fleet', () => {
  it('that have died are told of, and nobody waits for them', async () => {
    // Without a list a thread fails at its first snapshot, as it does when its memory is at an end.
    const crew = openCrew({ list: null, options: { roles: null } } as unknown as Work);
    try {
      const bytes = Buffer.from(JSON.stringify(machine([])));
      for (let i = 0; i < crew.threads + 1; i++) {
        const judged = crew.judge({ bytes, isWhole: true }, await crew.take());
        await assert.rejects(Promise.race([judged, setTimeout(5000, 'it hangs', { ref: false })]), TypeError);
      }
    } finally {
      await crew.close();
    }
  });
});
