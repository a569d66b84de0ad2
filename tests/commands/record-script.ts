/** Runs under Windows' Node: writes one entry to the event log. */
import { reportEvent } from '../../src/native/windows/event-log.ts';

reportEvent('TeamsSplitTunnel', 'Error', 3000, 'Fail: caf\u00e9');
