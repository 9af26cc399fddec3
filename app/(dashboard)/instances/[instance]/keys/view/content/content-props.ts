import type { ContentKind, ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentAsked, NOTHING_ASKED } from '../content-params';

export type AskContent = (change: Partial<ContentAsked> | typeof NOTHING_ASKED) => void;

/** What the view of a kind of content is given. What it asks of the server it writes into the URL. */
export interface ContentProps<Kind extends ContentKind> {
  content: ContentOf<Kind>;
  asked: ContentAsked;
  /** The URL asks for something else by now, and its answer is to come. */
  pending: boolean;
  /** By the server's clock, Unix milliseconds. */
  now: number;
  /** There is nothing to be changed any more. */
  isGone: boolean;
  onAsk: AskContent;
  /** To be called after an action, so that its effect is seen. */
  onChanged: () => void;
}
