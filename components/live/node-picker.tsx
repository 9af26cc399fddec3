'use client';

import { useQueryState } from 'nuqs';
import { Select } from '@/components/ui/input';
import { viewParams } from '@/lib/search-params';
import { useLive } from './live-provider';

/**
 * Chooses one node of an instance that has several.
 * @param all what stands there when none is chosen: the primaries together, with `false` the primary, or other words
 */
export function NodePicker({ all = true }: { all?: boolean | string }) {
  const none = all === true ? 'All primaries' : all || 'Primary';
  const { instance } = useLive();
  const [node, setNode] = useQueryState('node', viewParams.node);
  const nodes = instance.nodes ?? [];
  if (nodes.length < 2) return null;
  return (
    <Select
      aria-label="Node"
      className="w-auto max-w-56 font-mono"
      value={node ?? ''}
      onChange={(event) => void setNode(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{none}</option>
      {nodes.map(({ node: id, server, state }) => (
        <option key={id} value={id}>
          {id} · {state === 'down' ? 'down' : (server?.role ?? state)}
        </option>
      ))}
    </Select>
  );
}
