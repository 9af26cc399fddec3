import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { READS } from '@/lib/reads/reads';
import { longTimeParams, slowlogParams, viewParams } from '@/lib/search-params';
import { parseInput } from '@/lib/server/http/parse-input';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readFingerprints } from '@/lib/server/reads/read-fingerprints';
import { readSlowlog } from '@/lib/server/reads/read-slowlog';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { entriesQuery, fingerprintsQuery } from './queries';
import { SlowlogPage } from './slowlog-page';

export const metadata: Metadata = { title: 'Slow log' };

const loadParams = createLoader({ ...slowlogParams, ...longTimeParams, node: viewParams.node });

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['slowlog|get']);
  if (refusal) return <Refused title="Slow log" error={refusal} />;
  const asked = await loadParams(searchParams);
  const now = renderedAt();
  const span = askedSpan(shownSpan(asked, now));
  const fingerprints = await orRefused(
    asking(() =>
      readFingerprints(access, parseInput(READS.fingerprints.query, fingerprintsQuery(asked, span))),
    ),
  );
  if ('error' in fingerprints) return <Refused title="Slow log" error={fingerprints.error} />;
  if (asked.tab !== 'entries') return <SlowlogPage initial={fingerprints} entries={null} now={now} />;
  const entries = await orRefused(
    asking(() => readSlowlog(access, parseInput(READS.slowlog.query, entriesQuery(asked, span)))),
  );
  // Why not, the browser is told when it asks itself.
  return <SlowlogPage initial={fingerprints} entries={'error' in entries ? null : entries} now={now} />;
}

/** What a URL holds may be refused before anything is asked. */
const asking = async <T,>(ask: () => Promise<T>): Promise<T> => ask();
