import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { windowsConstants } from '../../../src/native/windows/constants.ts';
import * as layouts from '../../../src/native/windows/layout.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';

type Layout = Readonly<Record<string, number | layouts.TextField>>;

const headers = `
#define WINVER 0x0A00
#define _WIN32_WINNT 0x0A00
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <icmpapi.h>
#include <ras.h>
#include <raserror.h>
#include <tlhelp32.h>
#include <winsvc.h>
#include <sddl.h>
#include <accctrl.h>
#include <stddef.h>
/* The Windows SDK packs the address; mingw-w64 does not, and lacks the reply. */
#pragma pack(push, 1)
struct packed_address { USHORT sin6_port; ULONG sin6_flowinfo; USHORT sin6_addr[8]; ULONG sin6_scope_id; };
#pragma pack(pop)
typedef struct icmpv6_echo_reply_lh {
  struct packed_address Address;
  ULONG Status;
  unsigned int RoundTripTime;
} ICMPV6_ECHO_REPLY;
#define IS(what, number) _Static_assert((what) == (number), #what " is not " #number);
`;

/** One assertion a number, for the compiler. */
function assertionsOf(
  structs: Readonly<Record<string, Layout>>,
  constants: Readonly<Record<string, number>>,
): string[] {
  const fields = Object.entries(structs).flatMap(([type, layout]) =>
    Object.entries(layout).flatMap(([field, value]) => {
      if (field === 'size') return [`IS(sizeof(${type}), ${value})`];
      const [offset, bytes] = typeof value === 'number' ? [value] : value;
      const start = `IS(offsetof(${type}, ${field}), ${offset})`;
      return bytes === undefined ? [start] : [start, `IS(sizeof((*(${type} *)0).${field}), ${bytes})`];
    }),
  );
  return [...fields, ...Object.entries(constants).map(([name, value]) => `IS(${name}, ${value})`)];
}

/** What the compiler for 64-bit Windows says of the assertions; empty where all hold. */
function compile(assertions: readonly string[]): string {
  const { stderr, status } = spawnSync(tool('x86_64-w64-mingw32-gcc'), ['-fsyntax-only', '-Werror', '-x', 'c', '-'], {
    input: headers + assertions.join('\n'),
    encoding: 'utf8',
  });
  assert.equal(status === 0, stderr === '');
  return stderr;
}

describe('native/windows layout', function () {
  requireOrSkip(this, ['mingw']);
  const structs = layouts as unknown as Readonly<Record<string, Layout>>;

  it('is that of the Windows headers', () => {
    assert.equal(compile(assertionsOf(structs, windowsConstants)), '');
  });

  it('would not pass with any number off by one', () => {
    const wrong = [
      ...Object.entries(structs).flatMap(([type, layout]) =>
        Object.entries(layout).flatMap(([field, value]) => {
          const off =
            typeof value === 'number'
              ? [value + 1]
              : [
                  [value[0] + 1, value[1]],
                  [value[0], value[1] + 1],
                ];
          return off.map((mutant) => assertionsOf({ [type]: { [field]: mutant } as Layout }, {}));
        }),
      ),
      ...Object.entries(windowsConstants).map(([name, value]) => assertionsOf({}, { [name]: value + 1 })),
    ];
    const failures = compile(wrong.flat()).match(/static assertion failed/g) ?? [];
    const arrays = wrong.filter((assertions) => assertions.length === 2).length;
    assert.equal(failures.length, wrong.flat().length - arrays);
  });
});
