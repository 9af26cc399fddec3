import { Sideways } from '@/components/ui/sideways';
import { formatCount } from '@/lib/format';
import type { ThingHeader } from '@/lib/schemas/analytics';

/** Each layout of the thing: its name rule, what was found, and what is usual. */
export function PartTable({ parts }: { parts: ThingHeader['parts'] }) {
  return (
    <Sideways label="Layouts" className="mt-3">
      <table className="w-full min-w-150 text-sm">
        <thead className="text-left text-xs text-muted">
          <tr>
            <th className="pr-4 pb-1 font-normal">Names like</th>
            <th className="pr-4 pb-1 text-right font-normal">Keys</th>
            <th className="pr-4 pb-1 font-normal">Type</th>
            <th className="pr-4 pb-1 font-normal">Holds</th>
            <th className="pr-4 pb-1 font-normal">Usual life</th>
            <th className="pb-1 font-normal">Recognised because</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.layout} className="border-t align-top">
              <td className="py-1.5 pr-4 font-mono text-xs">{part.template}</td>
              <td className="py-1.5 pr-4 text-right tabular-nums">
                {part.exact ? '' : '≈ '}
                {formatCount(part.keys)}
              </td>
              <td className="py-1.5 pr-4">{part.type}</td>
              <td className="py-1.5 pr-4">{part.encoding}</td>
              <td className="py-1.5 pr-4">{part.ttl}</td>
              <td className="py-1.5 text-muted">{part.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
