import { readMemory } from '@/lib/server/reads/read-memory';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('memory', (access, { node }) => readMemory(access, node));
