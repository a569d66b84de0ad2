import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { turnCredentials } from './coturn.ts';
import type { Namespace } from './netns.ts';
import { checkout } from './paths.ts';
import { relay4, type Topology } from './topology.ts';
import { tool } from './tools.ts';

/** WebRTC by the routing table; without it Chromium opens a socket for every interface's address. */
export const obeysRoutingTable = '--webrtc-ip-handling-policy=default_public_interface_only';

/** One side of a call: a headless Chromium in a namespace, with a camera and a microphone that are not there. */
export async function startBrowser({ bed }: Topology, namespace: Namespace, ...args: string[]): Promise<Page> {
  const executablePath = `${mkdtempSync(`${bed.directory}/browser-`)}/chromium`;
  const command = [tool('ip'), 'netns', 'exec', namespace.name, tool('chromium')].join(' ');
  writeFileSync(executablePath, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(executablePath, 0o700);
  const fakeMedia = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const alone = ['--no-sandbox', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'];
  const browser = await chromium.launch({ executablePath, args: [...fakeMedia, ...alone, ...args] });
  bed.onClose(() => browser.close());
  const page = await browser.newPage();
  // Media needs a secure context: a page of https that no server has to serve.
  await page.route('**/*', (route) => route.fulfill({ path: `${checkout}/tests/bed/call.html` }));
  await page.goto('https://call.test/');
  return page;
}

/** What one side received of a stream, by WebRTC's own statistics. */
export interface ReceivedStream {
  readonly ssrc: number;
  readonly kind: string;
  readonly packetsReceived: number;
  readonly packetsLost: number;
}

/**
 * A call of audio and video between two pages by way of the relay, as long as `during` lasts once both are connected.
 * Tells what the caller received in all: the callee falls silent before the caller counts.
 */
export async function makeCall(caller: Page, callee: Page, during: () => Promise<void>): Promise<ReceivedStream[]> {
  const { username, password } = turnCredentials;
  const server = JSON.stringify({ urls: `turn:${relay4}:3478?transport=udp`, username, credential: password });
  const both = (expression: string) => Promise.all([caller.evaluate(expression), callee.evaluate(expression)]);
  await both(`prepare(${server})`);
  const offer = await caller.evaluate('describe()');
  const answer = await callee.evaluate(`describe(${JSON.stringify(offer)})`);
  await caller.evaluate(`accept(${JSON.stringify(answer)})`);
  await both('connected()');
  await during();
  await callee.evaluate('fallSilent()');
  const received = (await caller.evaluate('received()')) as ReceivedStream[];
  await both('hangUp()');
  return received;
}
