import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { buttonStyle } from '@/components/ui/button';
import { PATTERNS, type PatternId } from '@/lib/patterns/pattern-ids';
import { thingParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { findPattern, readThing } from '@/lib/server/reads/read-thing';
import { parseInput } from '@/lib/server/http/parse-input';
import { ThingPage } from './thing-page';

type Params = Promise<{ instance: string; pattern: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { pattern } = await params;
  return { title: isPattern(pattern) ? PATTERNS[pattern].label : 'Analytics' };
}

const loadParams = createLoader(thingParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Promise<SearchParams>;
}) {
  const { instance, pattern: id } = await params;
  if (!isPattern(id)) notFound();
  const { access, refusal } = await openPage(instance, ['scan', 'type']);
  const title = PATTERNS[id].label;
  if (refusal) return <Refused title={title} error={refusal} />;
  const { db, thing } = await loadParams(searchParams);
  // Without a thing there are all of its kind.
  if (thing === null) redirect(`/instances/${instance}/analytics?pattern=${id}${db > 0 ? `&db=${db}` : ''}`);
  const asked = await searchParams;
  const read = async () => {
    const pattern = findPattern(id);
    const query = parseInput(pattern.view.query, asked);
    return readThing(access, pattern, { db, thing }, query);
  };
  const view = await orRefused(read());
  if ('error' in view) {
    const others = (
      <Link href={`/instances/${instance}/analytics?db=${db}`} className={buttonStyle()}>
        See what there is
      </Link>
    );
    return <Refused title={title} error={view.error} action={others} />;
  }
  return <ThingPage pattern={id} initial={view} now={renderedAt()} />;
}

const isPattern = (id: string): id is PatternId => Object.hasOwn(PATTERNS, id);
