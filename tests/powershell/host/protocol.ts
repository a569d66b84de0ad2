/** One line of the host's input; the host's `Request.cs` is its twin. */
export type Request =
  | ({ id: number; do: 'run'; script: string } & Omit<RunOptions, 'stopAfter' | 'signal' | 'onRecord'>)
  | { id: number; do: 'parse'; script: string }
  | { id: number; do: 'format'; path: string }
  | { id: number; do: 'stop' };

/** What the host is asked to do with a script. */
export interface RunOptions {
  /** Values for the script's `param(…)`: texts, numbers, booleans, null and arrays of them. */
  parameters?: Record<string, unknown>;
  /** What the user answers, prompt by prompt: the label of a choice without its `&`, or a text. An unanswered prompt is an error. */
  answers?: string[];
  language?: 'FullLanguage' | 'ConstrainedLanguage' | 'RestrictedLanguage';
  /** As in `de-DE`; en-US if not given. */
  culture?: string;
  /** Width of the console in characters; 120 if not given. */
  width?: number;
  /** ConvertFrom-Json leaves ISO dates as text, as Windows PowerShell 5.1 does; 7 makes DateTime of them. */
  datesAsText?: boolean;
  /** Presses Ctrl+C after so many milliseconds. */
  stopAfter?: number;
  /** Presses Ctrl+C when it is aborted. */
  signal?: AbortSignal;
  /** Is told of every record as it comes. */
  onRecord?: (record: StreamRecord) => void;
}

/** One line of the host's output. */
export interface StreamRecord {
  stream:
    | 'output'
    | 'error'
    | 'warning'
    | 'verbose'
    | 'debug'
    | 'information'
    | 'progress'
    | 'prompt'
    | 'host'
    | 'end'
    | 'facts'
    | 'failed';
  value: unknown;
}

export interface PowerShellError {
  message: string;
  /** The FullyQualifiedErrorId. */
  id: string;
  /** The name of an ErrorCategory, as in `InvalidArgument`. */
  category: string;
  target: unknown;
  /** The exception's type, with its namespace. */
  exception: string;
  recommendation: string | null;
  position: string | null;
  /** The error ended the script. */
  terminating: boolean;
}

export interface Progress {
  id: number;
  /** The id of the activity it is part of, or -1. */
  parent: number;
  activity: string;
  status: string;
  operation: string | null;
  /** 0 to 100, or -1. */
  percent: number;
  secondsRemaining: number;
  completed: boolean;
}

export interface Prompt {
  kind: 'choice' | 'field' | 'line';
  caption: string;
  message: string;
  choices: string[];
  /** Null where nobody was there to answer. */
  answer: string | null;
}

export interface Information {
  message: unknown;
  tags: string[];
}

/** All that a script did, stream by stream and in order. */
export interface RunResult {
  output: unknown[];
  errors: PowerShellError[];
  warnings: string[];
  verbose: string[];
  debug: string[];
  information: Information[];
  progress: Progress[];
  prompts: Prompt[];
  /** What was written to the console: views, Write-Host. */
  console: string;
  hadErrors: boolean;
  /** It was ended by Ctrl+C. */
  stopped: boolean;
  /** The number that the script gave to `exit`, or null. */
  exitCode: number | null;
}

interface At {
  /** From 1. */
  line: number;
}

/** What the engine's parser finds in a script, nested script blocks included. */
export interface ScriptFacts {
  errors: (At & { id: string; message: string })[];
  /** Names of the functions it defines. */
  functions: string[];
  /** `name` is null where it is only known at run time, as in `& $program`; `core`: 5.1's Microsoft.PowerShell.Core has it. */
  commands: (At & { name: string | null; text: string; core: boolean; parameters: string[] })[];
  /** `type` is null unless the member is one of a type literal, `name` where it is only known at run time. */
  members: (At & { type: string | null; name: string | null; call: boolean })[];
  types: (At & { name: string })[];
  variables: (At & { name: string })[];
  /** Syntax that Windows PowerShell 5.1 does not have. */
  newSyntax: (At & { what: string; text: string })[];
  /** Types, members, methods and parameters of Core cmdlets that 5.1 does not have, by its reference assemblies. */
  missing: (At & { what: string; text: string })[];
}
