import { BarPanel } from '@/components/charts/bar-panel';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { CountedTag } from '@/lib/patterns/counters/model';

/** Each tag broken down by its values. */
export function TagPanels({ tags }: { tags: readonly CountedTag[] }) {
  if (tags.length === 0) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {tags.map((tag) => (
        <BarPanel
          key={tag.name}
          title={`By ${toShown(tag.name)}`}
          aside={<span className="text-muted">{describe(tag)}</span>}
          label={`Counts by ${toShown(tag.name)}`}
          unit="count"
          bars={tag.values.slice(0, 30).map(({ value, count }) => ({
            id: value,
            label: toShown(value),
            value: count,
          }))}
        />
      ))}
    </div>
  );
}

function describe({ of, values, exact, looked }: CountedTag): string {
  const shown = Math.min(30, values.length);
  const all = `${exact ? '' : 'about '}${formatCount(of)} values`;
  if (shown >= of) return all;
  return `the ${shown} greatest${looked < of ? ` of ${formatCount(looked)} looked at` : ''}, ${all}`;
}
