import { isListOf } from '../checks';
import type { Check } from '../pattern';

/** Feeds hold text, JSON and ids alike: any list will do, where the name says what it is. */
export const isEntries: Check = isListOf('entries', () => true);
