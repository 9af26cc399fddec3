import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import type { NodeWatcher } from '../collector/node-watcher';
import { chosenNode } from './chosen-node';

/** What MEMORY PURGE can change: it gives pages back, so `used_memory` itself stays. Bytes; `null` is unknown. */
interface Resident {
  rssBytes: number | null;
  allocatorResidentBytes: number | null;
}

/** Gives unused pages back to the system, and says what it brought; "no effect" is a valid result. */
export async function purgeMemory(
  access: Access,
  { node: id }: ActionInput<'memory.purge'>,
): Promise<{ node: string; before: Resident; after: Resident }> {
  const node = chosenNode(access, id);
  const connection = await access.connection(node);
  const before = await residentNow(node);
  await connection.call('MEMORY', 'PURGE');
  return { node: node.id, before, after: await residentNow(node) };
}

async function residentNow(node: NodeWatcher): Promise<Resident> {
  await node.refresh();
  const values = node.latest.info?.values ?? {};
  return {
    rssBytes: values.usedMemoryRssBytes ?? null,
    allocatorResidentBytes: values.allocatorResidentBytes ?? null,
  };
}
