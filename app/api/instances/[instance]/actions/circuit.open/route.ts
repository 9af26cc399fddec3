import { openNamedCircuit } from '@/lib/server/actions/open-circuit';
import { actionRoute } from '@/lib/server/route';

export const POST = actionRoute('circuit.open', ({ access, input }) => openNamedCircuit(access, input));
