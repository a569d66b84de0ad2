import type {
  Binding,
  MediaAnswer,
  MediaPathRow,
  MediaProbe,
  MediaQuality,
  MediaRowAnswer,
  MediaTarget,
  ObservedMediaPath,
  ObservedSource,
} from '../../contract/media-path.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Path } from '../../contract/verdict.ts';
import { ownerOf } from '../interface-addresses.ts';
import type { Classification } from '../interfaces.ts';
import { nameOf, pathOf } from '../paths.ts';

/** One row for every target and every socket that asked it. */
export function rowsOf(observed: ObservedMediaPath, snapshot: Snapshot, interfaces: Classification): MediaPathRow[] {
  return observed.targets.flatMap((target) =>
    observed.bindings
      .filter((binding) => binding === null || binding.source.includes(':') === (target.family === 6))
      .map((binding) => rowOf(target, binding, observed, snapshot, interfaces)),
  );
}

function rowOf(
  { address, family, prefix, ...chosen }: MediaTarget & ObservedSource,
  binding: Binding,
  { probes, qualities }: ObservedMediaPath,
  snapshot: Snapshot,
  interfaces: Classification,
): MediaPathRow {
  const boundTo = binding?.interfaceIndex ?? null;
  const isThis = (each: { address: string; boundTo: number | null }) =>
    each.address === address && each.boundTo === boundTo;
  const asked = probes.filter(isThis);
  const source = binding?.source ?? chosen.source;
  const interfaceIndex = source === null ? null : ownerOf(source, snapshot);
  const errors = [binding === null ? chosen.error : null, ...asked.map(({ error }) => error)];
  return {
    ...{ address, family, prefix, source, interfaceIndex },
    boundTo: boundTo === null ? null : nameOf(interfaces, boundTo),
    interfaceName: interfaceIndex === null ? null : nameOf(interfaces, interfaceIndex),
    path: source === null ? 'None' : pathBy(interfaceIndex, interfaces),
    sent: asked.reduce((sum, { sent }) => sum + sent, 0),
    errors: [...new Set(errors.filter((error) => error !== null))],
    answers: asked.flatMap(({ answer, ...probe }) =>
      answer ? [rowAnswer(probe, answer, interfaceIndex, interfaces)] : [],
    ),
    quality: qualities.filter(isThis).map(withoutPlace)[0] ?? null,
  };
}

function pathBy(index: number | null, interfaces: Classification): Path {
  return index === null ? 'UnknownTunnel' : pathOf(interfaces, index);
}

function rowAnswer(
  { port, request }: Omit<MediaProbe, 'answer'>,
  answer: MediaAnswer,
  sourceIndex: number | null,
  interfaces: Classification,
): MediaRowAnswer {
  const index = answer.interfaceIndex ?? sourceIndex;
  const interfaceName = index === null ? null : nameOf(interfaces, index);
  return { port, request, ...answer, interfaceIndex: index, interfaceName, path: pathBy(index, interfaces) };
}

function withoutPlace(quality: ObservedMediaPath['qualities'][number]): MediaQuality {
  const { port, request, sent, received, loss, roundTrip, jitter } = quality;
  return { port, request, sent, received, loss, roundTrip, jitter };
}
