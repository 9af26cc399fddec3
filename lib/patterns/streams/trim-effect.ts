/** What trimming a stream to a length takes away. */
export interface TrimEffect<Name = string> {
  removes: number;
  /** Groups that will never see some of it, and how many entries; `null`: nobody knows. */
  losses: { name: Name; entries: number | null }[];
}

/** What a group has not read yet is the newest of the stream, so it loses what of that does not stay. */
export function trimEffect<Name>(
  length: number,
  groups: readonly { name: Name; lag: number | null }[],
  maxLength: number,
): TrimEffect<Name> {
  const removes = Math.max(0, length - maxLength);
  const losses = groups.flatMap(({ name, lag }) => {
    const entries = lag === null ? null : Math.max(0, lag - maxLength);
    return removes === 0 || entries === 0 ? [] : { name, entries };
  });
  return { removes, losses };
}
