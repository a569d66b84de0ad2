/** Uses up all file descriptors and tells what opening the routing interface then says, as JSON. */
import { closeSync, openSync } from 'node:fs';
import { ToolError } from '../../../src/contract/error.ts';
import { Netlink } from '../../../src/native/linux/netlink.ts';

const open: number[] = [];
try {
  for (;;) open.push(openSync('/dev/null', 'r'));
} catch {
  // None is left.
}
let refusal: unknown = null;
try {
  new Netlink();
} catch (error) {
  if (error instanceof ToolError) refusal = { id: error.id, target: error.target, exitCode: error.exitCode };
}
open.forEach(closeSync);
console.log(JSON.stringify(refusal));
