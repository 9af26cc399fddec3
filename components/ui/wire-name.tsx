import { fromWire, toDisplay } from '@/lib/patterns/bytes';
import { classNames } from './class-names';

const LONGEST = 64;

/** A key, member or field as the API names it; bytes that are no text as `\x06`. Long ones are cut in the middle. */
export function WireName({ wire, className }: { wire: string; className?: string }) {
  const text = toShown(wire);
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}…${text.slice(1 - LONGEST / 2)}` : text;
  return (
    <span className={classNames('font-mono text-xs', className)} title={text}>
      {cut}
    </span>
  );
}

/** The same as plain text, for filters and exports. */
export function toShown(wire: string): string {
  try {
    return toDisplay(fromWire(wire));
  } catch {
    return wire;
  }
}
