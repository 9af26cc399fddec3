import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { READS } from '@/lib/reads/reads';
import { analysisParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/http/page';
import { parseInput } from '@/lib/server/http/parse-input';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readAnalysis } from '@/lib/server/reads/read-analysis';
import { AnalysisPage } from './analysis-page';

export const metadata: Metadata = { title: 'Analysis of keys' };

const loadParams = createLoader(analysisParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, READS.analysis.needs);
  if (refusal) return <Refused title="Keys" error={refusal} />;
  const { db, id, prefix, against } = await loadParams(searchParams);
  const asked = { db, prefix, ...(id !== null && { id }), ...(against !== null && { against }) };
  const read = async () => readAnalysis(access, parseInput(READS.analysis.query, asked));
  const answer = await orRefused(read());
  if ('error' in answer) return <Refused title="Keys" error={answer.error} />;
  return <AnalysisPage initial={answer} />;
}
