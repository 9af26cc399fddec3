import { ChevronRight } from 'lucide-react';

/** The way from all keys to the prefix that is looked at; each step leads back. */
export function PrefixCrumbs({
  trail,
  onGo,
}: {
  /** From the root to the present one. */
  trail: readonly { path: string; label: string }[];
  onGo: (path: string) => void;
}) {
  return (
    <nav aria-label="Prefix">
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-0.5">
        {trail.map(({ path, label }, index) => {
          const text = index === 0 ? 'All keys' : stepOf(label, trail[index - 1]!.label);
          const here = index === trail.length - 1;
          return (
            <li key={path} className="flex min-w-0 items-center gap-1">
              {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />}
              {here ? (
                <span
                  aria-current="location"
                  className={`truncate font-medium ${index > 0 ? 'font-mono text-sm' : 'text-base'}`}
                >
                  {text}
                </span>
              ) : (
                <button
                  type="button"
                  onClick={() => onGo(path)}
                  className={`truncate text-accent underline-offset-2 hover:underline max-sm:min-h-10 ${index > 0 ? 'font-mono text-sm' : ''}`}
                >
                  {text}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** What a step adds to the one before: `:{id}` after `user`. */
const stepOf = (label: string, before: string): string =>
  label.startsWith(before) && label.length > before.length ? label.slice(before.length) : label;
