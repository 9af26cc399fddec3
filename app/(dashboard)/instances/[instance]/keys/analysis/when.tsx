'use client';

import { useTimeZone } from '@/lib/client/use-time-zone';
import { describeWhen } from './describe-when';

/** A moment as one speaks of it, in the reader's own time zone. @param at Unix milliseconds */
export function When({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{describeWhen(at, useTimeZone())}</time>;
}
