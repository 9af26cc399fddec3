import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { READS } from '@/lib/reads/reads';
import { keyParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/http/page';
import { parseInput } from '@/lib/server/http/parse-input';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readKeyContent } from '@/lib/server/reads/read-key-content';
import { readKey } from '@/lib/server/reads/read-key';
import { contentParams, contentQuestion } from './content-params';
import { GoneKey } from './gone-key';
import { KeyPage } from './key-page';

export const metadata: Metadata = { title: 'Key' };

const loadKey = createLoader(keyParams);
const loadContent = createLoader(contentParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { instance } = await params;
  const { access, refusal } = await openPage(instance, []);
  if (refusal) return <Refused title="Key" error={refusal} />;
  const { db, key } = await loadKey(searchParams);
  if (key === null) redirect(`/instances/${instance}/keys`);
  const asked = contentQuestion(db, key, await loadContent(searchParams));
  const readMeta = async () => readKey(access, parseInput(READS.key.query, { db, key }));
  const readPage = async () => readKeyContent(access, parseInput(READS.keyContent.query, asked));
  const [meta, content] = await Promise.all([orRefused(readMeta()), orRefused(readPage())]);
  if ('error' in meta) {
    return meta.error.code === 'NO_SUCH_KEY' ? (
      <GoneKey database={db} wire={key} />
    ) : (
      <Refused title="Key" error={meta.error} />
    );
  }
  return (
    <KeyPage
      key={`${db} ${key}`}
      meta={meta}
      content={'error' in content ? null : content}
      contentError={'error' in content ? content.error : null}
    />
  );
}
