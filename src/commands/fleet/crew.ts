import { availableParallelism } from 'node:os';
import { getAsset, isSea } from 'node:sea';
import { Worker } from 'node:worker_threads';
import { makeRoom, roomSize, type Room } from './blocks.ts';
import type { Block, Judged, Work } from './work.ts';

/** Threads that judge blocks, one a core. */
export interface Crew {
  readonly threads: number;
  /** Room for a block, as soon as there is some: so the reader never runs ahead of the threads. */
  take(): Promise<Room>;
  /** Has a block judged, which was read into `room`. */
  judge(block: Block, room: Room): Promise<Judged>;
  close(): Promise<void>;
}

const roomsPerThread = 3;

/** Else V8 lets what each document leaves behind pile up to many times of it. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** So many blocks are under way at most. */
export function roomsOf({ threads }: Crew): number {
  return threads * roomsPerThread;
}

export function openCrew(work: Work): Crew {
  const members = Array.from({ length: availableParallelism() }, () => openMember(work));
  const idle = [...members];
  const rooms = members.flatMap(() => Array.from({ length: roomsPerThread }, () => makeRoom(roomSize)));
  const waitingForRoom: ((room: Room) => void)[] = [];
  const waitingForMember: ((member: Member) => void)[] = [];
  const giveBack = (room: Room) => {
    const fit = room.length === roomSize ? room : makeRoom(roomSize);
    const next = waitingForRoom.shift();
    if (next) next(fit);
    else rooms.push(fit);
  };
  return {
    threads: members.length,
    take: async () => rooms.pop() ?? new Promise((done) => waitingForRoom.push(done)),
    judge: async ({ bytes, isWhole }, room) => {
      const member = idle.pop() ?? (await new Promise<Member>((done) => waitingForMember.push(done)));
      try {
        return await member.judge({ bytes, isWhole });
      } finally {
        giveBack(room);
        const next = waitingForMember.shift();
        if (next) next(member);
        else idle.push(member);
      }
    },
    close: async () => {
      await Promise.all(members.map((member) => member.end()));
    },
  };
}

interface Member {
  judge(block: Block): Promise<Judged>;
  end(): Promise<unknown>;
}

/** A thread, which has one block at a time. */
function openMember(work: Work): Member {
  // Streams of its own: the process's cannot be opened everywhere.
  const streams = { stdin: true, stdout: true, stderr: true };
  const options = { env: {}, execArgv: [], ...streams, workerData: work, resourceLimits };
  const worker = isSea()
    ? new Worker(getAsset('fleet-worker', 'utf8'), { ...options, eval: true })
    : new Worker(new URL('./worker.ts', import.meta.url), options);
  let failure: Error | null = null;
  let fail: (error: Error) => void = () => {};
  worker.on('error', (error: Error) => fail((failure = error)));
  return {
    judge: (block) =>
      new Promise((done, reject) => {
        // A thread that has ended answers nothing any more.
        if (failure) return reject(failure);
        fail = reject;
        worker.once('message', done);
        worker.postMessage(block);
      }),
    end: () => worker.terminate(),
  };
}
