/** Milliseconds between readings; with many clients, CLIENT LIST costs the server about 0.7 µs for each of them. */
const FEW_CLIENTS_MS = 60_000;
export const MANY_CLIENTS_MS = 300_000;

/** Beyond so many they are read more rarely: 10,000 are 7 ms of the server's one thread, and 2.6 MB. */
export const MANY_CLIENTS = 2_000;
/** Beyond so many, not at all: everybody would wait for it. */
export const TOO_MANY_CLIENTS = 20_000;

/**
 * How often the clients of a node are read.
 * @param connected how many there are, by INFO; `null` where it does not say
 * @returns milliseconds; `null` for not at all
 */
export function readingPace(connected: number | null): number | null {
  if (connected !== null && connected > TOO_MANY_CLIENTS) return null;
  return connected !== null && connected > MANY_CLIENTS ? MANY_CLIENTS_MS : FEW_CLIENTS_MS;
}
