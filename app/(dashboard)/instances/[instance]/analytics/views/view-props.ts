import type { ThingHeader } from '@/lib/schemas/analytics';

/** What the page of a thing is told by the server. */
export interface ThingData<View = unknown> {
  /** Unix milliseconds, by the clock of Redis. */
  at: number;
  database: number;
  thing: ThingHeader;
  view: View;
}

/** What the view of a pattern is given. What it asks of the server it writes into the URL, under the names of its query. */
export interface ViewProps<View> {
  thing: ThingHeader;
  view: View;
  /** The URL asks for something else by now, and its answer is to come. */
  pending: boolean;
  /** When it was read, and the present: Unix milliseconds. */
  at: number;
  now: number;
  database: number;
  /** To be called after an action, so that its effect is seen. */
  onChanged: () => void;
}
