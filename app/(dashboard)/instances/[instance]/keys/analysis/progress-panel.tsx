'use client';

import { Pause, Play, X } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import { addUpNodes } from './add-up-nodes';
import { NodeTable } from './node-table';
import { PacePicker } from './pace-picker';
import { AddedLatency, HowFar } from './progress-figures';
import { STATE_WORDS } from './state-words';

type Analysis = NonNullable<AnalysisAnswer['analysis']>;

/** How an analysis goes on, what it costs the server just now, and what can be done about it. */
export function ProgressPanel({
  analysis,
  isStale,
  onChanged,
}: {
  analysis: Analysis;
  /** How it goes on is not known: what is shown is the last that was. */
  isStale: boolean;
  onChanged: () => void;
}) {
  const { id, db, state, nodes, options } = analysis;
  const all = addUpNodes(nodes);
  const on = { db, id };
  return (
    <Panel
      title={isStale ? 'As it was last seen' : STATE_WORDS[state].label}
      className={classNames(isStale && 'opacity-60')}
      aside={
        <>
          <PacePicker key={options.pace} analysis={on} pace={options.pace} onChanged={onChanged} />
          {state === 'paused' ? (
            <ActionButton
              action="analysis.continue"
              input={on}
              label="Continue"
              icon={<Play />}
              onDone={onChanged}
            />
          ) : (
            <ActionButton
              action="analysis.pause"
              input={on}
              label="Pause"
              icon={<Pause />}
              onDone={onChanged}
            />
          )}
          <ActionButton
            action="analysis.cancel"
            input={on}
            label="Cancel"
            icon={<X />}
            variant="quiet"
            onDone={onChanged}
          />
        </>
      }
    >
      <div className="grid gap-x-8 gap-y-3 pt-1 lg:grid-cols-[3fr_2fr]">
        <HowFar progress={all} state={state} />
        <AddedLatency progress={all} state={state} />
      </div>
      {nodes.length > 1 && <NodeTable nodes={nodes} />}
    </Panel>
  );
}
