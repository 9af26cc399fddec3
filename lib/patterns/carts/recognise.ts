import { entries, list } from '@/lib/redis/reply';
import { parseJsonObject, type Bytes } from '../bytes';
import type { Check } from '../pattern';

/**
 * How many pieces a field of a cart stands for: a whole number, or JSON that says `quantity` or `qty`.
 * @returns `null` for anything else
 */
export function quantityOf(value: Bytes): number | null {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const item = parseJsonObject(value);
  const quantity = item?.quantity ?? item?.qty;
  return typeof quantity === 'number' && Number.isFinite(quantity) ? quantity : null;
}

/** Every field that a first look brings is a quantity. */
export const isQuantities: Check = {
  commands: ({ name }) => [['HSCAN', name, 0, 'COUNT', 10]],
  judge: ([reply]) => {
    const items = entries(list(reply)[1]);
    const all = items.length > 0 && items.every(([, value]) => quantityOf(String(value)) !== null);
    return all ? 'a hash of quantities' : null;
  },
};
