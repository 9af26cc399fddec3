import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('capabilities', async (access) => ({
  user: access.username,
  ...(await access.capabilities()),
}));
