import { formatValue } from '@/lib/format';
import type { AnalysisView, WireSentence } from '@/lib/keyspace/analysis-view-schema';
import { FindingItem } from './finding-item';
import { signed } from './signed';

type Finding = AnalysisView['findings'][number];

const ICONS = { critical: 'critical', warning: 'warning', advice: 'info', fine: 'fine' } as const;

/** What stands elsewhere on the page already: in the strip, and in a notice of its own. */
const SAID = new Set(['total', 'noAccess']);

/** A sentence with its numbers. */
export function SentenceText({ parts }: Pick<WireSentence, 'parts'>) {
  return parts.map((part, index) =>
    'text' in part ? (
      part.text
    ) : (
      <span key={index} className="font-medium whitespace-nowrap">
        {part.isEstimate && '≈\u202f'}
        {part.isChange
          ? signed(part.value, (amount) => formatValue(amount, part.unit))
          : formatValue(part.value, part.unit)}
      </span>
    ),
  );
}

export const sentenceIcon = (severity: WireSentence['severity']) => ICONS[severity];

/** What the analysis says, before its tables: what to do something about first, then the facts. */
export function SentenceList({
  findings,
  growth,
  sentences,
  onGrowth,
  onLook,
}: {
  findings: readonly Finding[];
  /** Since an earlier analysis. */
  growth: WireSentence | null;
  sentences: readonly WireSentence[];
  onGrowth: () => void;
  /** Goes to the prefix that one speaks of. */
  onLook: (prefix: string) => void;
}) {
  const facts = [...(growth ? [growth] : []), ...sentences.filter(({ id }) => !SAID.has(id))];
  if (findings.length + facts.length === 0) return null;
  return (
    <section aria-label="What it says" className="divide-y divide-line/60 rounded-lg border bg-surface">
      {findings.map((finding, index) => (
        <FindingItem key={`${finding.id} ${index}`} finding={finding} onLook={onLook} />
      ))}
      {facts.length > 0 && (
        <ul className="grid gap-x-8 gap-y-1 px-4 py-2.5 xl:grid-cols-2">
          {facts.map((fact, index) => (
            <li key={`${fact.id} ${index}`} className="flex items-baseline gap-2.5">
              <span aria-hidden className="size-1.5 shrink-0 -translate-y-0.5 rounded-full bg-line-strong" />
              <p className="min-w-0">
                <SentenceText parts={fact.parts} />
                {fact === growth ? (
                  <Look label="All changes" onLook={onGrowth} />
                ) : (
                  fact.prefix && <Look onLook={() => onLook(fact.prefix!)} />
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export const Look = ({ label = 'Look', onLook }: { label?: string; onLook: () => void }) => (
  <button type="button" onClick={onLook} className="ml-2 text-accent underline-offset-2 hover:underline">
    {label}
  </button>
);
