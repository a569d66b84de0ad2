import assert from 'node:assert/strict';
import { windowsConstants as win } from '../../../src/native/windows/constants.ts';
import { readDescriptor } from '../../../src/native/windows/descriptor.ts';
import { distrustOf } from '../../../src/native/windows/guard.ts';

const me = 'S-1-5-21-1-2-3-1001';
const other = 'S-1-5-21-1-2-3-1002';
const trusted = new Set(['S-1-5-18', me]);

describe('whom the state directory trusts (Windows)', () => {
  const mine = { attributes: 0x80, owner: me, writers: ['S-1-5-18', me] };

  it('is who owns it and alone may write it', () => {
    assert.equal(distrustOf(mine, 'file', trusted), null);
    assert.equal(distrustOf({ ...mine, writers: [] }, 'file', trusted), null);
    assert.equal(distrustOf({ ...mine, owner: other }, 'file', trusted), `belongs to ${other}`);
    assert.equal(distrustOf({ ...mine, owner: null }, 'file', trusted), 'belongs to nobody');
    assert.equal(distrustOf({ ...mine, writers: [me, other] }, 'file', trusted), `may be written by ${other}`);
    assert.equal(distrustOf({ ...mine, writers: null }, 'file', trusted), 'may be written by everybody');
  });

  it('follows no link of any kind', () => {
    for (const kind of ['file', 'directory'] as const) {
      const attributes = win.FILE_ATTRIBUTE_REPARSE_POINT | (kind === 'file' ? 0 : win.FILE_ATTRIBUTE_DIRECTORY);
      assert.equal(distrustOf({ ...mine, attributes }, kind, trusted), 'is a link');
    }
  });

  it('takes no directory for a file, nor a file for a directory', () => {
    assert.equal(distrustOf({ ...mine, attributes: win.FILE_ATTRIBUTE_DIRECTORY }, 'file', trusted), 'is not a file');
    assert.equal(distrustOf(mine, 'directory', trusted), 'is not a directory');
  });
});

describe('security descriptors with entries that no text makes', () => {
  /** S-1-1-0. */
  const everyone = Buffer.from('010100000000000100000000', 'hex');

  /** A self-relative descriptor without an owner, of one entry that grants FILE_WRITE_DATA to everyone. */
  function descriptorOf(type: number, before: Buffer): Buffer {
    const entry = Buffer.concat([Buffer.from([type, 0, 0, 0]), Buffer.from([2, 0, 0, 0]), before, everyone]);
    entry.writeUInt16LE(entry.length, 2);
    const list = Buffer.concat([Buffer.from([2, 0, 0, 0, 1, 0, 0, 0]), entry]);
    list.writeUInt16LE(list.length, 2);
    const header = Buffer.alloc(20);
    header.writeUInt8(1, 0);
    header.writeUInt16LE(0x8004, 2);
    header.writeUInt32LE(20, 16);
    return Buffer.concat([header, list]);
  }

  it('an entry with a condition may grant', () => {
    assert.deepEqual(readDescriptor(descriptorOf(9, Buffer.alloc(0))).writers, ['S-1-1-0']);
  });

  it('an entry for an object grants somebody who is not trusted', () => {
    for (const type of [5, 11]) {
      const { writers } = readDescriptor(descriptorOf(type, Buffer.alloc(4)));
      assert.equal(
        distrustOf({ attributes: 0, owner: me, writers }, 'file', trusted)?.startsWith('may be written'),
        true,
      );
    }
  });

  it('entries that deny, or audit, grant nothing', () => {
    for (const type of [1, 2, 6, 10]) assert.deepEqual(readDescriptor(descriptorOf(type, Buffer.alloc(0))).writers, []);
  });
});
