import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { formatBytes } from '@/lib/format';
import { renameKey as rename, renameOver } from '@/lib/keyspace/write/rename-key';
import { toDisplay, toWire, type Bytes } from '@/lib/patterns/bytes';
import { keySlot } from '@/lib/redis/key-slot';
import type { Access } from '../access';
import { AppError } from '../errors';
import { runPlanAlone } from '../redis/run-plan';
import { leftAlone } from './left-alone';

/**
 * Renames a key. A key that has the new name already is removed only where that was asked for.
 * @throws AppError TAKEN with the type and size of the other key; CROSS_SLOT in a Cluster
 */
export async function renameKey(access: Access, { db, key, to, overwrite }: ActionInput<'key.rename'>) {
  if (key === to) throw refusal('must be another name');
  if (access.watcher.isCluster && keySlot(key) !== keySlot(to)) throw crossSlot(key);
  if (overwrite) await access.require('unlink');
  const renamed = await runPlanAlone(access, (overwrite ? renameOver : rename)(key, to), { database: db });
  if (renamed.state === 'busy') throw leftAlone(renamed);
  if (renamed.state !== 'taken') return { key: toWire(key), to: toWire(to), state: renamed.state };
  const { type, bytes } = renamed;
  const size = bytes === null ? '' : ` of ${formatBytes(bytes)}`;
  throw new AppError('TAKEN', `That name is taken: by a ${type}${size}.`, {
    status: 409,
    remedy: 'Choose another name, or overwrite it.',
    details: { field: 'to', type, bytes },
  });
}

const refusal = (message: string) =>
  new AppError('INVALID_INPUT', `to: ${message}`, { status: 400, details: { field: 'to' } });

function crossSlot(key: Bytes): AppError {
  const tag = /\{([^}]+)\}/.exec(key)?.[1];
  // What stands in the first braces decides the slot, else the whole name.
  const hashTag = `{${tag ?? key}}`;
  const remedy = tag
    ? `Only what stands in braces decides the slot: the new name needs ${toDisplay(hashTag)} too.`
    : `A name with the old one in braces has its slot: ${toDisplay(hashTag)}:new, for example.`;
  return new AppError('CROSS_SLOT', 'to: In a Cluster both names must belong to one slot.', {
    status: 400,
    // A name with braces in odd places has no such form.
    remedy: keySlot(hashTag) === keySlot(key) ? remedy : undefined,
    details: { field: 'to' },
  });
}
