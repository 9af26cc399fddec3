import { trimStream } from '@/lib/server/actions/trim-stream';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('stream.trim', ({ access, input }) => trimStream(access, input));
