import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { openCircuit } from '@/lib/patterns/circuit-breakers/write';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';
import { requireCircuit } from './known-circuit';

/** Opens a circuit for a while; @returns for how long */
export async function openNamedCircuit(
  access: Access,
  { circuit, seconds, ...address }: ActionInput<'circuit.open'>,
): Promise<{ circuit: string; seconds: number; opened: boolean }> {
  const { opened } = await actOnThing(access, address, 'circuit-breakers', (thing) => {
    requireCircuit(thing, circuit);
    return openCircuit(circuit, seconds);
  });
  return { circuit: toWire(circuit), seconds, opened };
}
