'use client';

import { useQueryStates } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useMarked } from '@/components/live/use-marked';
import { useTimeView, type TimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { CommandsResponse } from '@/lib/schemas/commands';
import { commandsParams, viewParams } from '@/lib/search-params';
import { CommandList } from './command-list';
import { CommandPlace } from './command-place';
import { COMMAND_POINTS } from './points';
import { ToldNotice } from './told-notice';

/** The collector reads commandstats this often while somebody looks. */
const READ_MS = 5_000;

/** What the commands do: which take the time of the one thread, how many, how long, and how many fail. */
export function CommandsPage({ initial, now: atRender }: { initial: CommandsResponse; now: number }) {
  const { instance } = useLive();
  const [{ node, command, own }] = useQueryStates({ node: viewParams.node, ...commandsParams });
  const view = useTimeView(atRender, COMMAND_POINTS);
  const search = new URLSearchParams({
    ...timeOf(view),
    points: String(COMMAND_POINTS),
    ...(node !== null && { node }),
    ...(command !== null && { command }),
    ...(own && { own: '1' }),
    ...(view.before !== null && { before: '1' }),
  });
  const { data: read, error } = useRefreshed(
    `/api/instances/${instance.id}/commands?${search}`,
    initial,
    view.follows ? Math.max(READ_MS, view.lengthMs / COMMAND_POINTS) : null,
  );
  const data = useMarked(read, view, node);
  return (
    <>
      <PageHeader title="Commands">
        <NodePicker />
        <TimeControls view={view} />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        {data.problem ? <HistoryTrouble problem={data.problem} /> : <ToldNotice data={data} />}
        {command === null ? (
          <CommandList data={data} view={view} instance={instance.id} />
        ) : (
          <CommandPlace key={command} command={command} data={data} view={view} instance={instance.id} />
        )}
      </div>
    </>
  );
}

function timeOf({ asked: { span, from, to } }: TimeView): Record<string, string> {
  return from === undefined || to === undefined
    ? { span: String(span) }
    : { from: String(from), to: String(to) };
}
