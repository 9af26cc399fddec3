import { invalidateCache } from '@/lib/server/actions/invalidate-cache';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('cache.invalidate', invalidateCache);
