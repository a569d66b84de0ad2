import type { Binding, MediaProbe, MediaTarget, ObservedMediaPath } from '../../contract/media-path.ts';
import type { Family } from '../../contract/verdict.ts';
import { sourceTowards } from '../source.ts';
import { ask, type Outcome, type Question } from './ask.ts';
import { Exchange } from './exchange.ts';
import { sample } from './sample.ts';
import { transportOfThisSystem } from './transport.ts';

export interface MediaPathPlan {
  readonly targets: readonly MediaTarget[];
  /** Where sockets send from; null is the operating system's choice. */
  readonly bindings: readonly Binding[];
  readonly ports: readonly number[];
  /** Requests for a measurement of each path that answers; 0 measures none. */
  readonly count: number;
  /** Milliseconds until a silence is final. */
  readonly timeout: number;
}

/** Told what is done, and the share of it (0 to 1). */
export type MediaProgress = (status: string, share: number) => void;

interface PathQuestion extends Question {
  readonly binding: Binding;
}

/** Asks every target on every port from every binding, and measures the paths that answer. */
export async function observeMediaPath(
  plan: MediaPathPlan,
  signal: AbortSignal,
  progress: MediaProgress,
): Promise<ObservedMediaPath> {
  const { ports, bindings, timeout, count } = plan;
  const targets = await Promise.all(
    plan.targets.map(async (target) => ({
      ...target,
      ...(await sourceTowards(target.address, target.family, ports[0])),
    })),
  );
  const sockets = await openSockets(plan);
  try {
    const share = count > 0 ? 0.5 : 1;
    const outcomes = await ask(sockets.questions, {
      ...{ timeout, signal },
      progress: (answered, total) => progress(`${answered} of ${total} probes answered`, (share * answered) / total),
    });
    const measured = await sample(count > 0 ? bestOf(outcomes) : [], {
      ...{ count, timeout, signal },
      progress: (sent) => progress(`${sent} of ${count} requests of the measurement sent`, 0.5 + (0.5 * sent) / count),
    });
    return {
      ...{ ports, targets, bindings },
      probes: [...sockets.failed, ...outcomes.map(probeOf)],
      qualities: measured.map(({ question: { address, binding }, quality }) => ({
        ...quality,
        ...{ address, boundTo: binding?.interfaceIndex ?? null },
      })),
      complete: !signal.aborted,
    };
  } finally {
    for (const exchange of sockets.exchanges) exchange.close();
  }
}

interface Sockets {
  readonly exchanges: readonly Exchange[];
  readonly questions: readonly PathQuestion[];
  /** Probes of bindings of which no socket could be had. */
  readonly failed: readonly MediaProbe[];
}

async function openSockets({ targets, bindings, ports }: MediaPathPlan): Promise<Sockets> {
  const open = await transportOfThisSystem();
  const sockets = { exchanges: [] as Exchange[], questions: [] as PathQuestion[], failed: [] as MediaProbe[] };
  for (const family of [4, 6] as const) {
    const asked = targets
      .filter((target) => target.family === family)
      .flatMap(({ address }) =>
        ports.flatMap((port) => (['Allocate', 'Binding'] as const).map((request) => ({ address, port, request }))),
      );
    for (const binding of asked.length > 0 ? bindings.filter((each) => isOf(each, family)) : []) {
      const transport = await open(family, binding?.source ?? null);
      if (typeof transport === 'string') {
        sockets.failed.push(...asked.map((each) => failedProbe(each, binding, transport)));
        continue;
      }
      const exchange = new Exchange(transport);
      sockets.exchanges.push(exchange);
      sockets.questions.push(...asked.map((each) => ({ ...each, binding, exchange })));
    }
  }
  return sockets;
}

function isOf(binding: Binding, family: Family): boolean {
  return binding === null || binding.source.includes(':') === (family === 6);
}

function failedProbe(
  asked: Pick<Question, 'address' | 'port' | 'request'>,
  binding: Binding,
  error: string,
): MediaProbe {
  return { ...asked, boundTo: binding?.interfaceIndex ?? null, sent: 0, error, answer: null };
}

function probeOf({ question, sent, error, answer }: Outcome<PathQuestion>): MediaProbe {
  const { address, port, request, binding } = question;
  return { address, port, request, boundTo: binding?.interfaceIndex ?? null, sent, error, answer };
}

/** The first answered question of every path: one is enough to measure it. */
function bestOf(outcomes: readonly Outcome<PathQuestion>[]): PathQuestion[] {
  const paths = new Map<string, PathQuestion>();
  for (const { question, answer } of outcomes) {
    const path = `${question.address} ${question.binding?.source ?? ''}`;
    if (answer && !paths.has(path)) paths.set(path, question);
  }
  return [...paths.values()];
}
