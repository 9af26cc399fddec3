import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { commandsParams, viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readCommands } from '@/lib/server/reads/read-commands';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { CommandsPage } from './commands-page';
import { COMMAND_POINTS } from './points';

export const metadata: Metadata = { title: 'Commands' };

const loadParams = createLoader({ ...viewParams, ...commandsParams });

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Commands" error={refusal} />;
  const view = await loadParams(searchParams);
  const now = renderedAt();
  const commands = await orRefused(
    readCommands(access, {
      ...askedSpan(shownSpan(view, now)),
      node: view.node ?? undefined,
      command: view.command ?? undefined,
      own: view.own ? '1' : '0',
      before: view.compare === 'previous' ? '1' : '0',
      points: COMMAND_POINTS,
    }),
  );
  if ('error' in commands) return <Refused title="Commands" error={commands.error} />;
  return <CommandsPage initial={commands} now={now} />;
}
