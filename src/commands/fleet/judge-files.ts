import { ToolError } from '../../contract/error.ts';
import type { BadLine } from '../../contract/fleet.ts';
import type { Call } from '../command.ts';
import { blocksOf } from './blocks.ts';
import { openCrew, roomsOf, type Crew } from './crew.ts';
import { openProgress } from './progress.ts';
import { findFiles, openSource, type Found } from './sources.ts';
import type { Judged, Work } from './work.ts';

/** A block that is being judged, or what kept a file from being read on. */
interface Started {
  readonly file: Found;
  readonly size: number;
  readonly outcome: Promise<Judged> | ToolError | RangeError;
}

/** Judges the files that a call names, on every core, and hands on what was judged in the files' order. */
export async function judgeFiles(
  call: Call,
  work: Work,
  bad: (line: BadLine) => void,
  take: (judged: Judged) => void,
): Promise<void> {
  const files = await findFiles(call.positionals.length > 0 ? call.positionals : ['-']);
  const progress = openProgress(call.out, files);
  const crew = openCrew(work);
  let [path, line] = ['', 0];
  const handOn = async ({ file, size, outcome }: Started) => {
    if (file.path !== path) [path, line] = [file.path, 0];
    if (outcome instanceof Error) return bad({ path, line: line + 1, message: outcome.message });
    const judged = await outcome;
    for (const each of judged.badLines) bad({ path, line: line + each.line, message: each.message });
    line += judged.lines;
    take(judged);
    progress.add(size, judged.tally.documents);
  };
  try {
    const underWay: Started[] = [];
    for await (const block of startAll(files, crew, call.signal)) {
      underWay.push(block);
      // What is done early waits for what came before, and the reader for both.
      if (underWay.length > roomsOf(crew)) await handOn(underWay.shift()!);
    }
    for (const block of underWay) await handOn(block);
  } finally {
    await crew.close();
    progress.end();
  }
}

async function* startAll(files: readonly Found[], crew: Crew, signal: AbortSignal): AsyncGenerator<Started> {
  for (const file of files) {
    try {
      const source = await openSource(file);
      try {
        for await (const { room, ...block } of blocksOf(source, crew.take)) {
          if (signal.aborted) return;
          const outcome = crew.judge(block, room);
          outcome.catch(() => {});
          yield { file, size: block.bytes.length, outcome };
        }
      } finally {
        await source.close();
      }
    } catch (error) {
      if (!(error instanceof ToolError) && !(error instanceof RangeError)) throw error;
      yield { file, size: 0, outcome: error };
    }
  }
}
