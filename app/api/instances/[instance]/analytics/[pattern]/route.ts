import { thingRoute } from '@/lib/server/thing-route';

export const GET = thingRoute();
