import 'server-only';
import { headers } from 'next/headers';
import { MARKER_NEEDS } from '@/lib/metrics/markers';
import { accessTo, type Access } from '../access';
import type { LiveEvent } from '../collector/collector';
import { isAppError } from '../errors';
import { attend } from '../lens/sample-pinned';
import { seenMarkers } from '../collector/seen-markers';
import { onSessionEnd } from '../sign-in/sessions';
import { encodeEvent, eventStream } from './sse';
import { summariseInstance } from '../collector/summaries';

/** How often a stream asks whether its person may still look: the ACL can change under it. Mostly from memory. */
const RECHECK_MS = 15_000;

/** One event is serialised once, however many streams it goes to. */
const encoded = new WeakMap<LiveEvent, Uint8Array>();

function encodeLive(event: LiveEvent): Uint8Array {
  const known = encoded.get(event);
  if (known) return known;
  const { type, instance } = event;
  const content =
    event.type === 'sample' ? event.sample : event.type === 'state' ? event.state : event.marker;
  const id = event.type === 'sample' ? event.sample.at : undefined;
  const bytes = encodeEvent({ event: type, id, data: { instance, ...content } });
  encoded.set(event, bytes);
  return bytes;
}

/**
 * The live stream of one or several instances: a `snapshot` of each, what was missed since `since`, and then
 * everything as it happens. It ends with the session, or when the person may no longer run INFO there.
 *
 * @param since Unix milliseconds of the last sample that the reader has
 */
export async function liveStream(
  signal: AbortSignal,
  accesses: readonly Access[],
  since: number | undefined,
): Promise<Response> {
  const lastEventId = Number((await headers()).get('last-event-id') ?? NaN);
  const after = Number.isFinite(lastEventId) ? lastEventId : since;
  return eventStream(signal, (stream) => {
    for (const { watcher, username } of accesses) {
      stream.send(encodeEvent({ event: 'snapshot', data: summariseInstance(watcher, username, true) }));
    }
    if (after !== undefined) {
      const missed = accesses.flatMap(({ watcher }): LiveEvent[] =>
        watcher
          .samplesSince(after)
          .map((sample) => ({ type: 'sample', instance: watcher.instance.id, sample })),
      );
      for (const event of missed.sort(byTime)) stream.send(encodeLive(event));
    }
    const unsubscribes = accesses.map((access) =>
      access.watcher.subscribe((event) => {
        if (event.type !== 'marker' || !MARKER_NEEDS[event.marker.kind])
          return stream.send(encodeLive(event));
        // Who has been signed out meanwhile may see nothing.
        void seenMarkers(access, [event.marker])
          .then(({ length }) => length > 0 && stream.send(encodeLive(event)))
          .catch(() => undefined);
      }),
    );
    const leaves = accesses.map(attend);
    const recheck = setInterval(() => void recheckAll(accesses).catch(() => stream.close()), RECHECK_MS);
    const forget = onSessionEnd((sid, instance) => {
      const ends = accesses.some(
        (access) => access.ticket.sid === sid && (instance ?? access.instance.id) === access.instance.id,
      );
      if (ends) stream.close();
    });
    return () => {
      clearInterval(recheck);
      forget();
      for (const leave of [...unsubscribes, ...leaves]) leave();
    };
  });
}

const byTime = (a: LiveEvent, b: LiveEvent) =>
  a.type === 'sample' && b.type === 'sample' ? a.sample.at - b.sample.at : 0;

/** @throws where a person is signed out or may no longer run INFO; an unreachable server does not end a stream */
async function recheckAll(accesses: readonly Access[]): Promise<void> {
  for (const { ticket, instance } of accesses) {
    const access = accessTo(ticket, instance.id);
    await access.require('info').catch((error: unknown) => {
      if (isAppError(error) && (error.status === 401 || error.status === 403)) throw error;
    });
  }
}
