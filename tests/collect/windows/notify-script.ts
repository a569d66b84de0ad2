/**
 * Runs under Windows' Node: opens the event of changes, tells whether there is one, and then a line each time it was set.
 * Arguments: how many milliseconds to listen.
 */
import { writeSync } from 'node:fs';
import { ChangeEvent } from '../../../src/native/windows/notify.ts';

const say = (word: string) => writeSync(1, `${word}\n`);
const event = ChangeEvent.open();
say(event ? 'open' : 'none');
const until = performance.now() + Number(process.argv[2]);
while (event && performance.now() < until) {
  if (event.take()) say('changed');
  await new Promise((done) => setTimeout(done, 50));
}
event?.close();
say('closed');
