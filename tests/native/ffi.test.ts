import assert from 'node:assert/strict';
import { copyMemory, library, pointerTo } from '../../src/native/ffi.ts';
import { ToolError } from '../../src/contract/error.ts';

describe('native/ffi', function () {
  if (process.platform !== 'linux') this.pending = true;
  const noArguments = { arguments: [], return: 'int32' } as const;

  it('calls a function of what the process has loaded', () => {
    assert.equal(
      library(() => null)
        .bind('getpid', noArguments)
        .need()(),
      process.pid,
    );
  });

  it('looks nothing up before it is called', () => {
    library(() => assert.fail('opened too early')).bind('getpid', noArguments);
  });

  it('says which function is missing, or which library', () => {
    for (const path of [null, '/nowhere/libnone.so']) {
      const bound = library(() => path).bind('no_such_function', noArguments);
      assert.equal(bound.find(), null);
      assert.throws(
        () => bound.need(),
        (error) =>
          error instanceof ToolError &&
          error.id === 'NativeFunctionMissing' &&
          error.exitCode === 3 &&
          error.message.includes('no_such_function') &&
          error.message.includes(path ?? ''),
      );
    }
  });

  it('opens no library by a path that a search could answer', () => {
    for (const path of ['libc.so.6', './libc.so.6', 'user32.dll']) {
      assert.throws(
        () =>
          library(() => path)
            .bind('getpid', noArguments)
            .find(),
        /by relative path/,
      );
    }
  });

  it('copies memory', () => {
    const original = Buffer.from('abcdef');
    const copy = copyMemory(pointerTo(original) + 2n, 3);
    original.fill(0);
    assert.equal(copy.toString(), 'cde');
  });
});
