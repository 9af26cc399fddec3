import { drillDown, type Prefix, type PrefixRow } from './prefix';

/**
 * Where a row leads to. A prefix that one other alone goes on from says nothing by itself, and would take a step to
 * look at: `session` becomes `session:{id}` where all sessions are named so.
 *
 * @returns the row with the path of the last of them; its figures are the same
 */
export function wayOn(root: Prefix, row: PrefixRow): PrefixRow {
  let end = row;
  for (;;) {
    const [only, ...others] = end.hasChildren ? drillDown(root, end.path)! : [];
    if (only?.kind !== 'prefix' || others.length > 0) return end;
    end = { ...end, path: only.path, hasChildren: only.hasChildren };
  }
}
