/** Hears the caller give up: Ctrl+C, or the end of standard input. */
export interface Stop {
  readonly aborted: boolean;
  /** Made when somebody first looks at it: few commands do, and it takes a hundredth of a start. */
  readonly signal: AbortSignal;
  abort(): void;
}

export function openStop(): Stop {
  let aborted = false;
  let controller: AbortController | undefined;
  const stop: Stop = {
    get aborted() {
      return aborted;
    },
    get signal() {
      controller ??= new AbortController();
      if (aborted) controller.abort();
      return controller.signal;
    },
    abort: () => {
      aborted = true;
      controller?.abort();
    },
  };
  process.once('SIGINT', stop.abort);
  process.once('SIGTERM', stop.abort);
  return stop;
}
