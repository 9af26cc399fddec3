import { readRoute } from '@/lib/server/route';

export const GET = readRoute('capabilities', async (access) => ({
  user: access.username,
  ...(await access.capabilities()),
}));
