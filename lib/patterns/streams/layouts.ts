import type { Family, Layout } from '../pattern';
import { isSocketStream, isStream } from './recognise';

const stream = { id: 'stream', types: ['stream'], check: isStream } satisfies Partial<Layout>;

const socketStream = {
  types: ['stream'],
  certainty: 'anchor',
  encoding: 'fields uid, nsp, type, data (JSON, or base64 of MessagePack)',
  ttl: 'none; MAXLEN ~ 10,000',
  check: isSocketStream,
} satisfies Partial<Layout>;

export const streams: readonly Family[] = [
  {
    id: 'events',
    source: 'a common layout (AnalyticsService.track_event)',
    identity: ['event'],
    title: '{event} events',
    layouts: [
      {
        ...stream,
        template: 'events:{event}',
        certainty: 'named',
        encoding: 'fields of the event, its data as JSON',
        ttl: '30 d on the whole key, from the last event',
      },
    ],
  },
  {
    id: 'activity',
    source: 'a common layout (EventStream)',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        ...stream,
        template: '{name:user_activity|user_activities}',
        certainty: 'named',
        encoding: 'fields type, data (JSON), timestamp; group processors',
        ttl: 'none; MAXLEN 10,000',
      },
    ],
  },
  {
    id: 'work',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        ...stream,
        template: '{name:orders|tasks|events|mystream}',
        certainty: 'named',
        encoding:
          'any fields; groups payment_processor, inventory_manager, shipping_handler (orders), processors (tasks)',
        ttl: 'none',
      },
    ],
  },
  {
    id: 'sensors',
    source: 'a common layout',
    identity: [],
    title: 'sensors',
    layouts: [
      {
        ...stream,
        template: 'sensor:{sensor}',
        certainty: 'named',
        encoding: 'fields that are numbers',
        ttl: 'none',
      },
    ],
  },
  {
    id: 'socket-io',
    source: 'Socket.IO: redis-streams-adapter',
    identity: [],
    title: 'Socket.IO',
    layouts: [
      { ...socketStream, id: 'stream', template: 'socket.io' },
      { ...socketStream, id: 'part', template: 'socket.io-{part:number}' },
      {
        id: 'session',
        template: 'sio:session:{session}',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'base64: what a client that comes back is given again',
        ttl: 'maxDisconnectionDuration, 2 min by default',
      },
    ],
  },
  {
    id: 'stream',
    source: 'content: TYPE stream',
    identity: ['shape'],
    title: '{shape}',
    layouts: [{ ...stream, template: '{key}', certainty: 'content', encoding: 'any fields', ttl: 'any' }],
  },
];
