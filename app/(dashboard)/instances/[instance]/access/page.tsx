import type { Metadata } from 'next';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { listLogins } from '@/lib/server/reads/list-logins';
import { AccessPage } from './access-page';
import { commandUses } from './command-uses';

export const metadata: Metadata = { title: 'Access' };

export default async function Page({ params }: { params: Promise<{ instance: string }> }) {
  const { access } = await openPage((await params).instance, []);
  // A server that is down cannot be asked who may end sign-ins; then a person sees only their own.
  const logins = await listLogins(access).catch(() => ({ logins: [] }));
  return <AccessPage initial={logins} uses={commandUses()} now={renderedAt()} />;
}
