import { Panel } from '@/components/ui/panel';
import type { ViewProps } from './view-props';

/** What was read, as it is. */
export const PlainView = ({ view }: ViewProps<unknown>) => (
  <Panel>
    <pre className="overflow-x-auto font-mono text-xs">{JSON.stringify(view, null, 2)}</pre>
  </Panel>
);
