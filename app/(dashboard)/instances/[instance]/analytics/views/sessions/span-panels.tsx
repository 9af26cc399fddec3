import { BarPanel } from '@/components/charts/bar-panel';
import { formatCount } from '@/lib/format';
import type { SessionSample } from '@/lib/patterns/sessions/model';
import { sampleWords } from './sample-words';
import { spanBars, withoutSpan } from './spans';

/** How old the sessions are, when they were last seen, and how long they have left. */
export function SpanPanels({ sample }: { sample: SessionSample }) {
  const charts = [
    {
      title: 'Age',
      label: 'Sessions by their age',
      spans: sample.age,
      unknown: 'do not say when they began',
      empty: 'None of the sessions says when it began.',
    },
    {
      title: 'Last seen',
      label: 'Sessions by the time since they were last seen',
      spans: sample.lastSeen,
      unknown: 'do not say it',
      empty: 'None of the sessions says when it was last seen.',
    },
    {
      title: 'Time to live',
      label: 'Sessions by the time that they have left',
      spans: sample.ttl,
      unknown: 'never expire',
      empty: 'None of the sessions expires.',
    },
  ];
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {charts.map(({ title, label, spans, unknown, empty }) => {
        const without = withoutSpan(sample, spans);
        return (
          <BarPanel
            key={title}
            title={title}
            aside={
              <span className="text-muted">
                {without > 0 ? `${formatCount(without)} ${unknown}` : sampleWords(sample)}
              </span>
            }
            label={label}
            unit="count"
            height={170}
            bars={spanBars(spans)}
            empty={empty}
          />
        );
      })}
    </div>
  );
}
