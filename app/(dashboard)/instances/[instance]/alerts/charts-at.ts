import { sectionPath } from '@/components/shell/sections';
import { parseAsMoment } from '@/lib/search-params';

const HALF_MS = 1_800_000;

/** The overview's charts of the hour around a moment, which is marked. */
export const chartsAt = (instance: string, at: number): string =>
  `${sectionPath(instance, '')}?range=1h&from=${parseAsMoment.serialize(at - HALF_MS)}&at=${parseAsMoment.serialize(at)}`;
