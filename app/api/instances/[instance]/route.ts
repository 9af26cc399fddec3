import { readRoute } from '@/lib/server/route';
import { summariseInstance } from '@/lib/server/summaries';

export const GET = readRoute('instance', async ({ watcher, username }) =>
  summariseInstance(watcher, username, true),
);
