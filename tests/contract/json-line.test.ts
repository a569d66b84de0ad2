import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../src/contract/error.ts';
import { atLine, lineOfField } from '../../src/contract/json-line.ts';

/** The field and the line of every number of a document that `JSON.stringify` wrote with a line a value. */
function* numbersOf(value: unknown, field = ''): Generator<[field: string, value: number]> {
  if (typeof value === 'number') yield [field, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* numbersOf(inner, Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`);
}

describe('the line of a field in a JSON text', () => {
  it('is where its value stands, whatever the document holds', () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    const { document } = fc.letrec((tie) => ({
      document: fc.dictionary(name, tie('value'), { minKeys: 1 }),
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(0, null, true, '{"a":[1,', '\\"', '🦆'),
        fc.array(tie('value')),
        tie('document'),
      ),
    }));
    let fields = 0;
    fc.assert(
      fc.property(document, (drawn) => {
        let next = 0;
        const numbered = JSON.parse(JSON.stringify(drawn), (_, value) => (value === 0 ? ++next : value));
        const json = JSON.stringify(numbered, null, 1);
        const lines = json.split('\n');
        for (const [field, value] of numbersOf(numbered)) {
          fields++;
          const line = lines.findIndex((text) => new RegExp(`(^|: ) *${value},?$`).test(text)) + 1;
          assert.equal(lineOfField(json, field), line, `${field} in ${json}`);
        }
      }),
    );
    assert.ok(fields > 100);
  });

  it('is that of what is around a field that is missing', () => {
    const json = '{\n "a": [\n  {},\n  {\n   "b": 1\n  }\n ]\n}';
    assert.equal(lineOfField(json, 'a[1].c'), 4);
    assert.equal(lineOfField(json, 'a[7].c'), 2);
    assert.equal(lineOfField(json, 'z'), null);
  });

  it('is said with the name of the file, or left out', () => {
    const error = (message: string) => new ToolError('SnapshotInvalid', 'InvalidData', message);
    const json = '{\n "routes": [\n  {"metric": "x"}\n ]\n}';
    assert.equal(
      atLine(error('routes[0].metric: found "x"'), 'a.json', json).message,
      'a.json, line 3: routes[0].metric: found "x"',
    );
    assert.equal(atLine(error('this is not JSON: at all'), 'a.json', json).message, 'a.json: this is not JSON: at all');
    assert.equal(atLine(error('document: missing'), 'a.json', '').message, 'a.json: document: missing');
  });
});
