import 'server-only';
import { toDisplay, type Bytes } from '@/lib/patterns/bytes';
import { circuitKey, failuresKey } from '@/lib/patterns/circuit-breakers/write';
import type { Thing } from '@/lib/patterns/pattern';
import { AppError } from '../errors';

/**
 * That a circuit is one of those the scan met, so that no action makes or deletes other keys by mistake. Keys that
 * people described as circuits are read only: nobody knows what opens them.
 * @throws AppError INVALID_INPUT
 */
export function requireCircuit(thing: Thing, circuit: Bytes): void {
  const keys = [circuitKey(circuit), failuresKey(circuit)];
  const isKnown = thing.parts.some(({ names }) => keys.some((key) => names.includes(key)));
  if (thing.family === 'circuits' && isKnown) return;
  throw new AppError('INVALID_INPUT', `circuit: ${toDisplay(circuit)} is none of ${thing.title}.`, {
    status: 400,
    remedy: 'Scan again if it is new.',
    details: { field: 'circuit' },
  });
}
