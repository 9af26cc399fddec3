import { Button } from '@/components/ui/button';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { KeysResponse } from '@/lib/keyspace/keys-schema';
import type { AskKeys, KeysAsked } from './key-list';

/** Why nothing is listed, and the next thing to try. */
export function NoKeys({
  data,
  asked: { db, match, type, ttl, layout, prefix },
  walking,
  onAsk,
}: {
  data: KeysResponse;
  asked: KeysAsked;
  walking: boolean;
  onAsk: AskKeys;
}) {
  const filtered = type !== null || ttl !== null;
  const drop = filtered && (
    <Button onClick={() => onAsk({ type: null, ttl: null })}>All types, any time left</Button>
  );
  if (walking) return 'Looking…';
  if (data.exact) {
    return (
      <Said text={`There is no key ${toShown(match)}${filtered ? ' of this kind' : ''}.`}>
        <Button onClick={() => onAsk({ match: `${match}*` })}>Names that begin with it</Button>
        <Button onClick={() => onAsk({ match: `*${match}*` })}>Names that contain it</Button>
        {drop}
      </Said>
    );
  }
  if (data.cursor !== null) {
    return <Said text={`None among the ${formatCount(data.scanned)} names looked over so far.`}>{drop}</Said>;
  }
  if (data.total === 0 || (match === '' && layout === 'list' && !filtered)) {
    return `Database ${db} holds no key. What an application writes is listed here at once.`;
  }
  return (
    <Said
      text={
        layout === 'tree' && prefix !== ''
          ? `No key begins with ${toShown(prefix)}${filtered ? ' and is of this kind' : ' any more'}.`
          : 'No key matches; all names were looked over.'
      }
    >
      {layout === 'list' && match !== '' && !match.startsWith('*') && (
        <Button onClick={() => onAsk({ match: `*${match.replace(/\*$/, '')}*` })}>
          Search anywhere in the name
        </Button>
      )}
      {drop}
    </Said>
  );
}

const Said = ({ text, children }: { text: string; children: React.ReactNode }) => (
  <div className="flex flex-col items-center gap-3">
    <p>{text}</p>
    <div className="flex flex-wrap justify-center gap-2">{children}</div>
  </div>
);
