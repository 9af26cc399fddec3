import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { Sideways } from '@/components/ui/sideways';
import { describeFragmentation } from '@/lib/advisor/describe-memory';
import { formatBytes, formatValue } from '@/lib/format';
import type { Values } from '@/lib/metrics/sample';

/** Fragmentation taken apart: ratio and bytes, since either alone misleads. */
export function FragmentationTable({ values }: { values: Values }) {
  return (
    <Panel title="Fragmentation">
      <Sideways label="Fragmentation">
        <table className="w-full text-sm">
          <thead className="text-left text-xs text-muted">
            <tr>
              <th className="py-1 font-normal">Where</th>
              <th className="py-1 pl-3 text-right font-normal">Ratio</th>
              <th className="py-1 pl-3 text-right font-normal">Bytes</th>
              <th className="py-1 pl-6 font-normal max-sm:hidden">What it means</th>
            </tr>
          </thead>
          <tbody>
            {describeFragmentation(values).map(({ label, ratioOf, factor, bytes, severity, sentence }) => (
              <tr key={label} className="border-t border-line/60 align-top">
                <td className="py-1.5">
                  <span className="flex gap-2">
                    <SeverityIcon severity={severity} className="mt-0.5" />
                    <span>
                      {label}
                      <span className="block text-xs text-muted">{ratioOf}</span>
                    </span>
                  </span>
                </td>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatValue(factor, 'factor')}</td>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatBytes(bytes)}</td>
                <td className="py-1.5 pl-6 text-muted max-sm:hidden">{sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </Panel>
  );
}
