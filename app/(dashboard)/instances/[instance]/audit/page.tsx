import type { Metadata } from 'next';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readAudit } from '@/lib/server/audit';
import { AuditPage } from './audit-page';

export const metadata: Metadata = { title: 'Audit' };

const FIRST_ENTRIES = 100;

export default async function Page({ params }: { params: Promise<{ instance: string }> }) {
  const { access } = await openPage((await params).instance, []);
  return <AuditPage initial={readAudit([access.instance.id], { limit: FIRST_ENTRIES })} now={renderedAt()} />;
}
