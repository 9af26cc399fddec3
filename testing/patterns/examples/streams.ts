import {
  appendEntry,
  writeActivity,
  writeEvent,
  writeMeasurements,
  writeOrder,
  writePacket,
} from '@/lib/patterns/streams/write';
import { stored, written, type Examples } from './example';

export const streamExamples: Examples = (now) => [
  written([writeEvent('purchase', now, { order: 7 })], ['events', { stream: 'events:purchase' }]),
  written([writeActivity(now, 'login', { user: 7 })], ['activity', { stream: 'user_activity' }]),
  written([writeOrder('o-1', 'u-7', 1_999)], ['work', { stream: 'orders' }]),
  written([writeMeasurements('cellar', { celsius: 11.5 })], ['sensors', { stream: 'sensor:cellar' }]),
  written(
    [
      writePacket('emitter', '/', 3, { packet: { type: 2, data: ['hello'] } }),
      appendEntry('socket.io-2', { uid: 'a1b2', nsp: '/', type: '1' }),
    ],
    ['socket-io', { stream: 'socket.io', part: 'socket.io-2' }],
  ),
  stored('socket-io', { session: ['SET', 'sio:session:bHgk0uNwPvA', 'gqNzaWQ=', 'PX', 120_000] }),
  written(
    [appendEntry('audit:trail', { who: 'ann', what: 'deleted order 7' })],
    ['stream', { stream: 'audit:trail' }],
  ),
];
