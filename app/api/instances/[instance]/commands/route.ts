import { readCommands } from '@/lib/server/reads/read-commands';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('commands', readCommands);
