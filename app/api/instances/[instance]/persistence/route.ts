import { readPersistence } from '@/lib/server/reads/read-persistence';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('persistence', (access, { node }) => readPersistence(access, node));
