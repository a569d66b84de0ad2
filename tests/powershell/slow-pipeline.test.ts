import assert from 'node:assert/strict';
import { requireOrSkip } from '../bed/require.ts';
import { PowerShellHost } from './host.ts';
import { Module } from './module.ts';

describe('Get-TeamsBestRoute at the end of a slow pipeline', function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);
  let host: PowerShellHost;
  let module: Module;
  before(async () => {
    host = await PowerShellHost.start();
    module = new Module(host);
  });
  after(() => host?.stop());

  /** Puts an address into the pipeline, and the next one only when `$seen` has so many answers, or two seconds have passed. */
  const asking = (...addresses: string[]) => `
    $seen = [System.Collections.Generic.List[string]]::new()
    $late = [System.Collections.Generic.List[string]]::new()
    & {
      foreach ($address in ${addresses.map((address) => `'${address}'`).join(', ')}) {
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        $address
        while ($seen -notcontains $address -and $patience.ElapsedMilliseconds -lt 2000) {
          [System.Threading.Thread]::Sleep(30)
        }
        if ($seen -notcontains $address) { $late.Add($address) }
      }
    } | Get-TeamsBestRoute | ForEach-Object { $seen.Add($_.address) }`;

  it('answers each address before the next one comes', async () => {
    const script = `${asking('127.0.0.1', '::1', '127.0.0.2')}; $seen; "late: $late"`;
    assert.deepEqual(await module.output(script), ['127.0.0.1', '::1', '127.0.0.2', 'late: ']);
  });

  it('does not wait for the answer to what is no address', async () => {
    const script = `$watch = [System.Diagnostics.Stopwatch]::StartNew()
      & { foreach ($text in 'a', 'b', 'c', 'd', 'e', '127.0.0.1') { $text; [System.Threading.Thread]::Sleep(50) } } | Get-TeamsBestRoute
      $watch.ElapsedMilliseconds`;
    const { output, errors } = await module.run(script);
    assert.equal((output[0] as { address: string }).address, '127.0.0.1');
    assert.deepEqual(
      errors.map(({ id }) => id),
      Array(5).fill('AddressInvalid,Get-TeamsBestRoute'),
    );
    assert.ok(Number(output[1]) < 5000, `${String(output[1])} ms`);
  });
});
