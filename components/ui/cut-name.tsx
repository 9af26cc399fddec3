import { classNames } from './class-names';
import { toShown } from './wire-name';

/** Names up to this length have no tail of their own: they are cut at the end where even they do not fit. */
const SHORT = 24;
const TAIL = 14;

/**
 * A key on one line, in all the room that there is. What does not fit is cut in the middle: the end of a name tells
 * it from its neighbours.
 */
export function CutName({ wire, className }: { wire: string; className?: string }) {
  const text = toShown(wire);
  const characters = text.length > SHORT ? [...text] : [];
  return (
    <span
      title={text}
      className={classNames('flex min-w-0 font-mono text-xs leading-5 whitespace-pre', className)}
    >
      {characters.length <= SHORT ? (
        <span className="truncate">{text}</span>
      ) : (
        <>
          <span className="truncate">{characters.slice(0, -TAIL).join('')}</span>
          <span className="shrink-0">{characters.slice(-TAIL).join('')}</span>
        </>
      )}
    </span>
  );
}
