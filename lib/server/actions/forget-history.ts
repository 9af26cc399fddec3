import 'server-only';
import type { Access } from '../access';
import { collector } from '../collector/collector';
import { readHistoryCost } from '../reads/read-history-cost';

/** Deletes all that has been kept of an instance over time; says how many bytes that were. */
export async function forgetHistory(access: Access): Promise<{ bytes: number }> {
  const { bytes } = await readHistoryCost(access);
  await collector().history.forget(access.instance.id);
  return { bytes };
}
