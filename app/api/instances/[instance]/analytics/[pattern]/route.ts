import { thingRoute } from '@/lib/server/http/thing-route';

export const GET = thingRoute();
