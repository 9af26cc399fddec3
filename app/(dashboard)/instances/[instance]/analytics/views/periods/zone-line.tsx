/** Whose clock the names of the periods are read by. */
export function ZoneLine({
  timeZone,
}: {
  timeZone: { name: string | null; basis: 'UTC' | 'local' | 'unknown' | 'none'; chosen: boolean } | null;
}) {
  if (!timeZone) return null;
  return <p className="text-sm text-muted">{sentence(timeZone)}</p>;
}

function sentence({ name, basis, chosen }: NonNullable<Parameters<typeof ZoneLine>[0]['timeZone']>): string {
  if (name === null) return 'Periods are hours since 1970, which have no time zone; they are shown in UTC.';
  if (chosen) return `The names of the periods are read in ${name}, as somebody here has set.`;
  return {
    UTC: 'The names of the periods are in UTC.',
    local: `Such keys are usually named by the application's own clock; they are read in ${name}. Set its time zone under "Correct" if that is another one.`,
    unknown: `The names do not say their time zone; they are read in ${name}. Set another one under "Correct".`,
    none: '',
  }[basis];
}
