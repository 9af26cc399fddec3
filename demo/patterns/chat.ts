import { type Redis } from 'ioredis';
import { transact } from '../transaction';

/**
 * Says something in a room: to those who listen, and for those who come later.
 * Layout: channel `chat:room:{room}`; `chat:history:{room}` list of JSON, newest first, 1,000 at most, 30 d after the
 * last; `chat:members:{room}` set of user ids, 24 h after the last.
 */
export async function writeChat(
  redis: Redis,
  now: number,
  room: string,
  userId: number,
  text: string,
): Promise<void> {
  const message = JSON.stringify({ user_id: userId, text, timestamp: new Date(now).toISOString() });
  const [history, members] = [`chat:history:${room}`, `chat:members:${room}`];
  await transact(
    redis,
    ['lpush', history, message],
    ['ltrim', history, 0, 999],
    ['expire', history, 30 * 86_400],
    ['sadd', members, userId],
    ['expire', members, 86_400],
    ['publish', `chat:room:${room}`, message],
  );
}

/** Tells whoever listens of an event. Channel: `event:{name}`. */
export async function publishEvent(redis: Redis, now: number, event: string, data: object): Promise<void> {
  const channel = `event:${event}`;
  await redis.publish(channel, JSON.stringify({ channel, data, timestamp: new Date(now).toISOString() }));
}
