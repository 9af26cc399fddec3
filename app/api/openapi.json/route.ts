import { describeApi } from '@/lib/openapi';
import { answer } from '@/lib/server/http/route';

export const dynamic = 'force-dynamic';

export const GET = () => answer(async () => describeApi());
