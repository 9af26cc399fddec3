import { readRoute } from '@/lib/server/http/route';
import { summariseInstance } from '@/lib/server/collector/summaries';

export const GET = readRoute('instance', async ({ watcher, username }) =>
  summariseInstance(watcher, username, true),
);
