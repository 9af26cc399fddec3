import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import { NameCell } from './name-cell';

/** A member of a set, or of a sorted one. */
type Member = ContentOf<'set'>['members'][number];

/** Its name; where that is too long to be addressed, its beginning. */
export const MEMBER_COLUMN: Column<Member> = {
  id: 'member',
  label: 'Member',
  value: ({ name, shown }) => (name === null ? shown.text : toShown(name)),
  width: 320,
  grow: true,
  onCard: 'title',
  cell: ({ name, shown }) => <NameCell name={name} shown={shown} />,
};

export const memberId = ({ name, shown }: Member): string => name ?? shown.text;
