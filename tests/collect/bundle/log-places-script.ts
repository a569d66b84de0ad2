import { writeSync } from 'node:fs';
import { collectLogs } from '../../../src/collect/bundle/logs.ts';
import { windowsLogPlaces } from '../../../src/collect/bundle/windows-log-places.ts';

/** Run by Windows' own Node: the logs of all people. */
writeSync(1, JSON.stringify(collectLogs(windowsLogPlaces(true), Date.now())));
