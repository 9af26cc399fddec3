import { Notice } from '@/components/ui/notice';

/** What is odd about a thing, in sentences. */
export const Notes = ({ notes }: { notes: readonly string[] }) =>
  notes.map((note) => <Notice key={note} severity="info" title={note} />);
