import { saveSnapshot } from '@/lib/server/actions/save-snapshot';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('snapshot.save', saveSnapshot);
