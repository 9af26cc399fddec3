import { claimEntries } from '@/lib/server/actions/claim-entries';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('stream.claim', ({ access, input }) => claimEntries(access, input));
