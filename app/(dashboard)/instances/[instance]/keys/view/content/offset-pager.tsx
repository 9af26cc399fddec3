import { Pager } from '@/components/ui/pager';
import type { AskContent } from './content-props';

/** Elements in a page, as the API has them by default. */
const PAGE = 100;

/** From page to page where elements have a place: by their rank or index. */
export function OffsetPager({
  offset,
  shown,
  next,
  total,
  onAsk,
}: {
  offset: number | null;
  /** Elements on this page. */
  shown: number;
  /** Where the next page begins; `null`: this is the last. */
  next: number | null;
  total: number;
  onAsk: AskContent;
}) {
  const from = offset ?? 0;
  return (
    <Pager
      offset={from}
      count={next === null ? Math.max(shown, 1) : next - from}
      total={total}
      onOffset={(to) => onAsk({ offset: (to < from ? Math.max(0, from - PAGE) : next) || null })}
    />
  );
}
