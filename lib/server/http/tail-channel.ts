import 'server-only';
import { toDisplay, toWire, type Bytes } from '@/lib/patterns/bytes';
import { aclLine } from '@/lib/redis/command-catalogue';
import { keySlot } from '@/lib/redis/key-slot';
import { classifyError } from '@/lib/redis/parse-error';
import type { TailMessage } from '@/lib/schemas/pubsub';
import type { Access } from '../access';
import { AppError, isAppError, toErrorBody } from '../errors';
import { onSessionEnd } from '../sign-in/sessions';
import { encodeEvent, eventStream } from './sse';

/** Nobody reads faster; what comes beyond is counted and said. */
const MOST_PER_SECOND = 50;

/** How much of a message is shown. */
const SHOWN_BYTES = 2_000;

/**
 * Follows what is published, for a limited time: on a connection of its own, as the person, since subscribing takes
 * a connection over and Redis keeps what a slow reader has not taken.
 */
export async function tailChannel(
  access: Access,
  { channel, kind, seconds }: { channel: Bytes; kind: 'channel' | 'pattern' | 'sharded'; seconds: number },
  signal: AbortSignal,
): Promise<Response> {
  const node = kind === 'sharded' ? access.watcher.nodeOfSlot(keySlot(channel)) : access.node();
  if (!node) throw new AppError('NO_NODES', 'No node serves this channel just now.', { status: 503 });
  const connection = await access.openPrivate(node);
  // Until the stream is open, messages wait here.
  const early: TailMessage[] = [];
  let hear = (message: TailMessage): void => void early.push(message);
  try {
    await connection.subscribe(kind, channel, (message) => hear(toMessage(message)));
  } catch (error) {
    connection.close();
    throw nameGrant(access, { channel, kind }, error);
  }
  return eventStream(signal, (stream) => {
    let [inThisSecond, dropped] = [0, 0];
    hear = (message) => {
      inThisSecond += 1;
      if (inThisSecond > MOST_PER_SECOND) dropped += 1;
      else stream.send(encodeEvent({ event: 'message', data: message }));
    };
    for (const message of early) hear(message);
    const end = (reason: string) => {
      stream.send(encodeEvent({ event: 'end', data: { reason } }));
      stream.close();
    };
    const everySecond = setInterval(() => {
      if (dropped > 0) stream.send(encodeEvent({ event: 'dropped', data: { messages: dropped } }));
      [inThisSecond, dropped] = [0, 0];
    }, 1_000);
    const over = setTimeout(() => end('time'), seconds * 1_000);
    connection.onClose(() =>
      end(toErrorBody(new AppError('DISCONNECTED', 'Redis ended the connection.', {})).body.error.message),
    );
    const forget = onSessionEnd((sid) => {
      if (sid === access.ticket.sid) end('signed out');
    });
    return () => {
      clearInterval(everySecond);
      clearTimeout(over);
      forget();
      connection.close();
    };
  });
}

function toMessage({
  channel,
  pattern,
  payload,
}: {
  channel: Bytes;
  pattern: Bytes | null;
  payload: Bytes;
}): TailMessage {
  return {
    at: Date.now(),
    channel: toWire(channel),
    pattern: pattern === null ? null : toWire(pattern),
    payload: toDisplay(cutText(payload, SHOWN_BYTES)),
    bytes: payload.length,
  };
}

/** How Redis subscribes to each kind of channel. */
const SUBSCRIBES = { channel: 'subscribe', pattern: 'psubscribe', sharded: 'ssubscribe' } as const;

/** A refusal with the missing grant: that of the command, or that of the channel. */
function nameGrant(
  access: Access,
  { channel, kind }: { channel: Bytes; kind: keyof typeof SUBSCRIBES },
  error: unknown,
): unknown {
  if (!isAppError(error) || error.code !== 'NOPERM') return access.heed(error);
  const command = SUBSCRIBES[kind];
  const byChannel = classifyError(String(error.options.cause)).denied === 'channel';
  const what = byChannel ? `listen to ${toDisplay(channel)}` : `run ${command.toUpperCase()}`;
  return new AppError('NOPERM', `Your Redis user ${access.username} may not ${what}.`, {
    status: 403,
    remedy: 'Ask an administrator of this Redis for the grant.',
    line: aclLine(access.username, byChannel ? `&${toDisplay(channel)}` : `+${command}`),
  });
}

/** The first bytes, not ending within a character of UTF-8. */
function cutText(bytes: Bytes, length: number): Bytes {
  if (bytes.length <= length) return bytes;
  let end = length;
  while (end > length - 4 && (bytes.charCodeAt(end) & 0xc0) === 0x80) end -= 1;
  return bytes.slice(0, end);
}
