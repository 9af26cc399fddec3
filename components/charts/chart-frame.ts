import type { Span } from '@/lib/time-span';

/** What a chart can ask of a page whose span can be chosen. */
export interface ChartFrame {
  /** The moment that is marked, Unix milliseconds. */
  at: number | null;
  /** Whether what happened is drawn. */
  annotations: boolean;
  onZoom: (span: Span) => void;
  /** `null` where there is nothing longer. */
  onZoomOut: (() => void) | null;
  onPin: (at: number | null) => void;
  /** The address of what is shown, with a moment that is marked. */
  link: (at: number | null) => string;
}

/** Where in a chart its lines are, in pixels from its edges: the rest is labels. */
export const PLOT = { left: 68, right: 4, top: 6, bottom: 22 } as const;
