import 'server-only';
import { singleton } from '../singleton';

/** How the reading of the clients of one node goes. */
export interface ReadingState {
  state: 'waiting' | 'reading' | 'refused' | 'failed' | 'too-many';
  /** Milliseconds between readings; longer where there are many clients. */
  everyMs: number;
  /** How many were connected, by INFO; `null` where it does not say. */
  connected: number | null;
  /** Why there is none, and the line that would mend it. */
  error: { message: string; remedy?: string; line?: string } | null;
}

const states = () => singleton('client-readings', () => new Map<string, ReadingState>());

const WAITING: ReadingState = { state: 'waiting', everyMs: 60_000, connected: null, error: null };

/** How it goes at a node; `waiting` until the first reading. */
export const readingState = (instance: string, node: string): ReadingState =>
  states().get(JSON.stringify([instance, node])) ?? WAITING;

export function noteReading(instance: string, node: string, state: ReadingState): void {
  states().set(JSON.stringify([instance, node]), state);
}
