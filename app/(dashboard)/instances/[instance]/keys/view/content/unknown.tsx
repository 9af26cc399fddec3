import { Panel } from '@/components/ui/panel';
import { typeWord } from '../../type-badge';
import type { ContentProps } from './content-props';

/** A type that has no view here: what its own command says of it. */
export function UnknownContent({ content: { type, facts, note } }: ContentProps<'unknown'>) {
  return (
    <Panel title={typeWord(type)}>
      <p className="text-muted">{note}</p>
      {facts.length > 0 && (
        <dl className="mt-3 grid max-w-2xl grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
          {facts.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 font-mono text-xs leading-5 break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
