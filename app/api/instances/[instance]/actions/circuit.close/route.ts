import { closeNamedCircuit } from '@/lib/server/actions/close-circuit';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('circuit.close', ({ access, input }) => closeNamedCircuit(access, input));
