import { ToolError } from '../../contract/error.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { decode } from './decode.ts';
import { Draft } from './draft.ts';
import { finish } from './finish.ts';
import { recognise } from './recognise.ts';

export interface Source {
  /** What errors call it. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Makes a snapshot of what other programs have printed on one machine.
 * @param codePage of texts that are not Unicode; null: guessed
 * @throws ToolError `ImportUnknown`, `ImportInvalid`, `ImportNotText`, `ImportLineTooLong`, `ImportMixed`, `ImportEmpty`; each names the source
 */
export function importSnapshot(sources: readonly Source[], codePage: string | null): Snapshot {
  const draft = new Draft();
  const recognised = sources.map((source) =>
    named(source, () => {
      const { text, note } = decode(source.bytes, codePage);
      if (note !== null) draft.notes.add(note);
      return { source, ...recognise(text) };
    }),
  );
  for (const { source, read } of recognised.toSorted(
    (a, b) => Number(b.isAboutInterfaces) - Number(a.isAboutInterfaces),
  ))
    named(source, () => read(draft));
  if (draft.routes.length === 0) throw empty(sources);
  return finish(draft);
}

function named<T>({ name }: Source, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof ToolError ? error.at(name) : error;
  }
}

function empty(sources: readonly Source[]): ToolError {
  const names = sources.map(({ name }) => name).join(', ');
  return new ToolError('ImportEmpty', 'InvalidData', `there is no route in ${names}: give the whole output.`, names);
}
