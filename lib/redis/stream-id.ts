/**
 * The id of a stream's entry, `1795219489501-2`: Unix milliseconds, and a number within the millisecond. Both are
 * 64 bits wide, more than a number here holds exactly, so ids are compared and counted as big integers.
 */
export type StreamId = string;

const ID = /^(\d{1,20})(?:-(\d{1,20}))?$/;

/** Whether a text is an id, with the number within the millisecond or without. */
export const isStreamId = (text: string): boolean => ID.test(text);

/** When an entry was added, in Unix milliseconds, if the server gave the id; `null` where the text is no id. */
export function streamIdMs(id: string | null | undefined): number | null {
  const milliseconds = ID.exec(id ?? '')?.[1];
  return milliseconds === undefined ? null : Number(milliseconds);
}

/** Negative where `a` comes first, 0 for the same id, positive where `b` does. `5` is `5-0`. */
export function compareStreamIds(a: StreamId, b: StreamId): number {
  const [first, second] = [parts(a), parts(b)];
  const difference = first[0] - second[0] || first[1] - second[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const LAST = 2n ** 64n - 1n;

/** The next id there could be: what XRANGE starts at before 6.2, which has no exclusive ranges. */
export function idAfter(id: StreamId): StreamId {
  const [ms, number] = parts(id);
  return number < LAST ? `${ms}-${number + 1n}` : `${ms + 1n}-0`;
}

/** The id before; `0-0`, which no entry has, stays. */
export function idBefore(id: StreamId): StreamId {
  const [ms, number] = parts(id);
  if (number > 0n) return `${ms}-${number - 1n}`;
  return ms > 0n ? `${ms - 1n}-${LAST}` : '0-0';
}

function parts(id: StreamId): [ms: bigint, number: bigint] {
  const [, ms = '0', number = '0'] = ID.exec(id) ?? [];
  return [BigInt(ms), BigInt(number)];
}
