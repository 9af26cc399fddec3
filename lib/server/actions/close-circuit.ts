import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { closeCircuit, type Closing } from '@/lib/patterns/circuit-breakers/write';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';
import { requireCircuit } from './known-circuit';

/** Closes a circuit and forgets its failures; @returns whether it was open, and had any */
export async function closeNamedCircuit(
  access: Access,
  { circuit, ...address }: ActionInput<'circuit.close'>,
): Promise<Closing & { circuit: string }> {
  const closing = await actOnThing(access, address, 'circuit-breakers', (thing) => {
    requireCircuit(thing, circuit);
    return closeCircuit(circuit);
  });
  return { circuit: toWire(circuit), ...closing };
}
