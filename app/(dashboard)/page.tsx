import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { readTicket } from '@/lib/server/sign-in/auth';
import { isAppError } from '@/lib/server/errors';
import { renderedAt } from '@/lib/server/http/page';
import { listInstances } from '@/lib/server/reads/list-instances';
import { FleetPage } from './fleet-page';

export const metadata: Metadata = { title: 'Instances' };

export default async function InstancesPage() {
  const instances = await listInstances(await readTicket()).catch((error: unknown) => {
    if (isAppError(error) && error.status === 401) redirect('/login');
    throw error;
  });
  return <FleetPage initial={{ instances }} now={renderedAt()} />;
}
