/**
 * Why a page of elements is empty.
 * @param asked the glob that they are to match; `null`: all of them
 * @param cutShort whether there are more to be looked at
 * @param words what they are, and of what
 */
export function whyEmpty(
  asked: string | null,
  cutShort: boolean,
  { noun, whole }: { noun: string; whole: string },
): string {
  if (asked === null) return `Nothing is on this page. A ${whole} without ${noun}s is no key at all.`;
  return cutShort ? `None of the ${noun}s looked at so far matches. Go on with Next.` : `No ${noun} matches.`;
}
