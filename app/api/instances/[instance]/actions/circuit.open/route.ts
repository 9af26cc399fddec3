import { openNamedCircuit } from '@/lib/server/actions/open-circuit';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('circuit.open', ({ access, input }) => openNamedCircuit(access, input));
