import type { Family } from '../../../contract/verdict.ts';
import type { SnapshotRule } from '../../../contract/snapshot.ts';
import type { Draft } from '../draft.ts';

const defaultTable = 253;

/** The rules of one source: `ip rule` lists one family by rising priority and does not say which. */
export class RuleList {
  readonly #draft: Draft;
  readonly #lists: SnapshotRule[][] = [];

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  add(rule: SnapshotRule): void {
    const list = this.#lists.at(-1);
    if (list && list[list.length - 1].priority <= rule.priority) list.push(rule);
    else this.#lists.push([rule]);
  }

  /** Only the kernel's rules of IPv4 look up the table `default`. */
  end(): void {
    for (const list of this.#lists) {
      const family = familyOf(list);
      this.#draft.rules.push(...list.map((rule) => ({ ...rule, family })));
      this.#draft.notes.add(
        `Rules that end with table ${family === 4 ? 'default' : 'main'} were taken for those of IPv${family}.`,
      );
    }
  }
}

function familyOf(list: readonly SnapshotRule[]): Family {
  const selectors = list.flatMap(({ from, to }) => [from, to]).filter((text) => typeof text === 'string');
  if (selectors.some((text) => text.includes(':'))) return 6;
  const isIPv4 = selectors.some((text) => text.includes('.')) || list.some(({ table }) => table === defaultTable);
  return isIPv4 ? 4 : 6;
}
