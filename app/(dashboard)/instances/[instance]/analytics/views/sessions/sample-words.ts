import { formatCount } from '@/lib/format';
import type { SessionSample } from '@/lib/patterns/sessions/model';

/** Of how many sessions a number is: `of a sample of 200`. */
export const sampleWords = ({ looked, of }: SessionSample): string =>
  looked < of ? `of a sample of ${formatCount(looked)}` : `of all ${formatCount(looked)}`;
