import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openShell } from './shell.ts';

describe("the module's JSON", function () {
  const shell = openShell(this);

  const write = '& (Get-Module TeamsSplitTunnel) { param($Value) ConvertTo-TeamsJson $Value }';
  const written = async (value: string, culture = 'en-US') => {
    const [json] = await shell.module.output(`$value = ${value}; ${write} $value`, { culture });
    return String(json);
  };

  // ConvertFrom-Json refuses keys without a letter of difference but case, and an empty one.
  const key = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `k${text.toLowerCase()}`);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('array'), tie('object')),
    leaf: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.boolean(),
      fc.constant(null),
    ),
    array: fc.array(tie('tree'), { maxLength: 4 }),
    object: fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  }));

  it('is the JSON that was read, in ASCII, in any culture', async () => {
    const values = fc.sample(tree, 300);
    for (const culture of ['en-US', 'sv-SE', 'ar-SA']) {
      const script = `foreach ($text in $texts) { ${write} (ConvertFrom-Json $text).v }`;
      const literals = values.map((v) => `'${JSON.stringify({ v }).replaceAll("'", "''")}'`).join('\n');
      const output = await shell.module.output(`$texts = @(\n${literals}\n)\n${script}`, {
        culture,
        datesAsText: true,
      });
      assert.deepEqual(
        output.map((json) => JSON.parse(String(json))),
        values,
      );
      assert.ok(output.every((json) => /^[ -~]*$/.test(String(json))));
    }
  });

  for (const [value, expected] of [
    ['[datetime]::new(2026, 1, 2, 3, 4, 5, 6, [System.DateTimeKind]::Utc)', '"2026-01-02T03:04:05.006Z"'],
    ["[System.DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [timespan]'02:00')", '"2026-01-02T01:04:05.000Z"'],
    ["[guid]'6f9619ff-8b86-d011-b42d-00c04fc964ff'", '"6f9619ff-8b86-d011-b42d-00c04fc964ff"'],
    ["[ipaddress]'2001:db8::1'", '"2001:db8::1"'],
    ["[System.DayOfWeek]'Monday'", '"Monday"'],
    ["[version]'1.2.3'", '"1.2.3"'],
    ["[char]'x'", '"x"'],
    ['[switch]$true', 'true'],
    ['[byte]7', '7'],
    ['[long]9007199254740993', '9007199254740993'],
    ['12.50d', '12.50'],
    ['[double]::NaN', 'null'],
    ['[double]::PositiveInfinity', 'null'],
    ['@{}', '{}'],
    ['@()', '[]'],
    ['@(, @(1))', '[[1]]'],
    ['@($null)', '[null]'],
    ['[ordered]@{ b = 1; a = @{ c = $null } }', '{"b":1,"a":{"c":null}}'],
    ["[System.Collections.Generic.List[string]]@('a', 'b')", '["a","b"]'],
    ["'a' | ForEach-Object { $_ }", '"a"'],
    ["[pscustomobject]@{ a = 1; PSComputerName = 'PC'; RunspaceId = 1; PSShowComputerName = $true }", '{"a":1}'],
    ["$($d = [System.Collections.Generic.Dictionary[string, object]]::new(); $d.Add('k', 1); $d)", '{"k":1}'],
  ] as const) {
    it(`${value} is ${expected}`, async () => assert.equal(await written(value), expected));
  }
});
