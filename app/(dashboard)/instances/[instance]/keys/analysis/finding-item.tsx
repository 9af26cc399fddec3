import { ChevronRight } from 'lucide-react';
import { CopyLine } from '@/components/ui/copy-line';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { formatValue } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { Look, sentenceIcon, SentenceText } from './sentence-list';

/** What is wrong in one sentence; opened, the evidence and the remedy. */
export function FindingItem({
  finding: { severity, parts, evidence, remedy, line, prefix },
  onLook,
}: {
  finding: AnalysisView['findings'][number];
  onLook: (prefix: string) => void;
}) {
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none items-start gap-2.5 px-4 py-2.5 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <SeverityIcon severity={sentenceIcon(severity)} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <SentenceText parts={parts} />
        </span>
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform duration-100 group-open:rotate-90"
        />
      </summary>
      <div className="space-y-2.5 px-4 pb-3 pl-10.5">
        {evidence.length > 0 && (
          <dl className="flex flex-wrap gap-x-6 gap-y-1">
            {evidence.map(({ label, value, unit }) => (
              <div key={label} className="flex items-baseline gap-2">
                <dt className="text-sm text-muted">{label}</dt>
                <dd className="font-medium">{formatValue(value, unit)}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className="text-muted">
          {remedy}
          {prefix !== undefined && prefix !== '' && <Look onLook={() => onLook(prefix)} />}
        </p>
        {line && <CopyLine line={line} />}
      </div>
    </details>
  );
}
