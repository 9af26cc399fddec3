import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { READS } from '@/lib/reads/reads';
import { keysParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/http/page';
import { parseInput } from '@/lib/server/http/parse-input';
import { listKeyBranches } from '@/lib/server/reads/list-key-branches';
import { listKeys } from '@/lib/server/reads/list-keys';
import { orRefused } from '@/lib/server/reads/or-refused';
import { keysQuestion, treeQuestion } from './questions';
import { KeysPage } from './keys-page';

export const metadata: Metadata = { title: 'Keys' };

const loadParams = createLoader(keysParams);
/** A page of a walk has its own budget; this only ends what hangs. */
const PATIENCE_MS = 20_000;

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['scan']);
  if (refusal) return <Refused title="Keys" error={refusal} />;
  const asked = await loadParams(searchParams);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const readList = async () => listKeys(access, parseInput(READS.keys.query, keysQuestion(asked)), signal);
  const readTree = async () =>
    listKeyBranches(access, parseInput(READS.keyTree.query, treeQuestion(asked, '')), signal);
  const [keys, tree] = await Promise.all([
    orRefused(readList()),
    asked.layout === 'tree' ? orRefused(readTree()) : null,
  ]);
  if ('error' in keys) return <Refused title="Keys" error={keys.error} />;
  if (tree && 'error' in tree) return <Refused title="Keys" error={tree.error} />;
  return <KeysPage keys={keys} tree={tree} />;
}
