import { parseMoment } from '../moments';

const TIME_NAME =
  /(?:^|[._-])(?:t|ts|at|time|date|datetime|timestamp)$|_at$|[a-z](?:At|Time|Timestamp|Date)$/;

/** Whether a field of a JSON object or a stream's entry holds the time of the whole, and not a measured value. */
export const isTimeField = (name: string, value: unknown): boolean =>
  TIME_NAME.test(name) && parseMoment(value) !== null;
