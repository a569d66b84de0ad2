import { isAbsolute } from 'node:path';
import { DynamicLibrary, getRawPointer, toBuffer } from 'node:ffi';
import type { FunctionSignature, WrappedFunctionFromSignature } from 'node:ffi';
import { ToolError } from '../contract/error.ts';

/** The one place that knows how C functions are called: `node:ffi` of the pinned Node, an experimental interface. */

export type Signature = FunctionSignature;

/** A C function that is looked up at its first use, because not every system has it. */
export interface Bound<S extends Signature> {
  /** Null where the library or its export is missing. */
  find(): WrappedFunctionFromSignature<S> | null;
  /** @throws ToolError `NativeFunctionMissing` */
  need(): WrappedFunctionFromSignature<S>;
}

export interface Library {
  bind<const S extends Signature>(name: string, signature: S): Bound<S>;
  /** Where an export lies, for functions that take another as an argument; null where the library or the export is missing. */
  addressOf(name: string): bigint | null;
}

/** Loaded in every Windows process: its bare name finds that copy and starts no search. */
const alwaysLoaded = 'kernel32.dll';

/**
 * A shared library, opened at the first use of one of its functions. `path` is absolute, so that no search path decides
 * whose code runs; null (Linux) is what this process has loaded already, the C library included.
 */
export function library(path: () => string | null): Library {
  let handle: DynamicLibrary | null | undefined;
  const open = () => (handle === undefined ? (handle = openOrNull(path())) : handle);
  return {
    bind: <const S extends Signature>(name: string, signature: S): Bound<S> => {
      let bound: WrappedFunctionFromSignature<S> | null | undefined;
      const find = () => (bound === undefined ? (bound = lookUp(open(), name, signature)) : bound);
      return { find, need: () => find() ?? missing(path(), name) };
    },
    addressOf: (name) => {
      const opened = open();
      return opened && orNull(() => opened.getSymbol(name));
    },
  };
}

function openOrNull(path: string | null): DynamicLibrary | null {
  if (path !== null && path !== alwaysLoaded && !isAbsolute(path))
    throw new TypeError(`a library by relative path: ${path}`);
  return orNull(() => new DynamicLibrary(path));
}

function lookUp<const S extends Signature>(handle: DynamicLibrary | null, name: string, signature: S) {
  return handle && orNull(() => handle.getFunction(name, signature));
}

/** dlopen's and dlsym's "there is none" is an answer; any other error is a defect of ours. */
function orNull<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_FFI_CALL_FAILED') return null;
    throw error;
  }
}

function missing(path: string | null, name: string): never {
  throw new ToolError(
    'NativeFunctionMissing',
    'NotImplemented',
    `this system has no ${name}${path === null ? '' : ` in ${path}`}, which this command needs.`,
    name,
  );
}

/** A copy of `length` bytes of native memory. */
export function copyMemory(pointer: bigint, length: number): Buffer {
  return toBuffer(pointer, length, true);
}

/** The address of a buffer's bytes; valid as long as the caller keeps the buffer. */
export function pointerTo(buffer: NodeJS.ArrayBufferView): bigint {
  return getRawPointer(buffer);
}
