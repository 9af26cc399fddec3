import { Panel } from '@/components/ui/panel';
import { formatBytes, formatValue, share } from '@/lib/format';
import { memoryBreakdown, MEMORY_LAYERS } from '@/lib/metrics/memory-breakdown';
import type { Values } from '@/lib/metrics/sample';

/** The layers of used memory now, with what each of them is. */
export function LayerTable({ values }: { values: Values }) {
  const layers = memoryBreakdown(values);
  const facts = [
    ['Used', values.usedMemoryBytes],
    ['RSS', values.usedMemoryRssBytes],
    ['Peak', values.usedMemoryPeakBytes],
    ['Limit', values.maxmemoryBytes],
  ] as const;
  return (
    <Panel title="Now">
      <dl className="mb-3 grid grid-cols-4 gap-3">
        {facts.map(([label, bytes]) => (
          <div key={label}>
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="font-medium">
              {label === 'Limit' && bytes == null ? 'none' : formatBytes(bytes)}
            </dd>
          </div>
        ))}
      </dl>
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th>Layer</th>
            <th>Bytes</th>
            <th>Share of used memory</th>
          </tr>
        </thead>
        <tbody>
          {MEMORY_LAYERS.map(({ id, label, explains }, index) => (
            <tr key={id} className="border-t border-line/60">
              <td className="py-1.5">
                <span
                  className="mr-2 inline-block size-2 rounded-full"
                  style={{ background: `var(--series-${index + 1})` }}
                />
                {label}
                <span className="ml-2 text-xs text-muted">{explains}</span>
              </td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatBytes(layers[id])}</td>
              <td className="w-16 py-1.5 text-right whitespace-nowrap text-muted">
                {formatValue(share(layers[id], values.usedMemoryBytes), 'ratio')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
