/** What was and what will be: around the place where they differ. */
export function Change({ before, after }: { before: string; after: string }) {
  const [from, beforeEnd, afterEnd] = spanOfChange(before, after);
  const cut = (text: string, end: number) => ({
    lead: (from > CONTEXT ? '…' : '') + text.slice(Math.max(0, from - CONTEXT), from),
    changed: text.slice(from, end).slice(0, MOST) + (end - from > MOST ? '…' : ''),
    rest: text.slice(end, end + CONTEXT) + (end + CONTEXT < text.length ? '…' : ''),
  });
  const [was, becomes] = [cut(before, beforeEnd), cut(after, afterEnd)];
  return (
    <dl className="max-h-[30vh] space-y-2 overflow-y-auto text-sm" tabIndex={0}>
      {(
        [
          ['Shown', was, 'bg-critical-soft text-critical'],
          ['New', becomes, 'bg-fine-soft text-fine'],
        ] as const
      ).map(([label, { lead, changed, rest }, tone]) => (
        <div key={label} className="flex gap-3">
          <dt className="w-12 shrink-0 text-muted">{label}</dt>
          <dd className="min-w-0 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
            {lead}
            <mark className={tone}>{changed}</mark>
            {rest}
            {lead + changed + rest === '' && <span className="font-sans text-muted">(empty)</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const CONTEXT = 40;
const MOST = 400;

/** Where two texts begin to differ, and where in each they have ended to. */
function spanOfChange(before: string, after: string): [from: number, beforeEnd: number, afterEnd: number] {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let same = 0;
  const most = Math.min(before.length, after.length) - from;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return [from, before.length - same, after.length - same];
}
