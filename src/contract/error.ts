/** PowerShell's ErrorCategory names that this tool uses, so that a cmdlet can pass them on unchanged. */
export type ErrorCategory =
  | 'InvalidArgument'
  | 'InvalidData'
  | 'InvalidOperation'
  | 'ObjectNotFound'
  | 'PermissionDenied'
  | 'NotInstalled'
  | 'NotImplemented'
  | 'OperationStopped'
  | 'OperationTimeout'
  | 'LimitsExceeded'
  | 'ConnectionError'
  | 'DeviceError';

/** Exit codes of the binary: 0 fine, 1 Fail, 2 bad usage or input (nothing was changed), 3 it could not run, 4 Unknown. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const couldNotRun: ReadonlySet<ErrorCategory> = new Set<ErrorCategory>([
  'PermissionDenied',
  'NotInstalled',
  'NotImplemented',
  'OperationStopped',
  'OperationTimeout',
  'ConnectionError',
  'DeviceError',
]);

/**
 * The only error this tool raises on purpose. `id` is stable, for programs; `message` is for people: what was wrong,
 * where, and what to do. `target` is the offending value, file or line.
 */
export class ToolError extends Error {
  readonly id: string;
  readonly category: ErrorCategory;
  readonly target: string | null;

  constructor(id: string, category: ErrorCategory, message: string, target: string | null = null) {
    super(message);
    this.name = 'ToolError';
    this.id = id;
    this.category = category;
    this.target = target;
  }

  get exitCode(): ExitCode {
    return couldNotRun.has(this.category) ? 3 : 2;
  }

  /** The same error, said of a place: `routes[3].destination`, `snapshot.json line 7`. */
  at(place: string): ToolError {
    return new ToolError(this.id, this.category, `${place}: ${this.message}`, this.target ?? place);
  }
}
