import { readHealth } from '@/lib/server/reads/read-health';
import { answer } from '@/lib/server/http/route';

export const dynamic = 'force-dynamic';

export const GET = () => answer(async () => readHealth());
