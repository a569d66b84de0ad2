/** Between the evaluation of a PAC file and the thread that runs it. */

export interface Work {
  readonly code: string;
  /** QuickJS as WebAssembly; absent where the thread finds it among the installed packages. */
  readonly wasm?: ArrayBuffer;
  /** Addresses to ask about. */
  readonly targets: readonly string[];
  /** Own addresses for `myIpAddress`, one after the other as long as the file asks for it. */
  readonly addresses: readonly string[];
}

export type Report =
  | { readonly answer: { readonly target: string; readonly from: string | null; readonly result: string } }
  | { readonly unresolved: string }
  | { readonly error: string }
  | { readonly done: true };
