/**
 * Whether a version is a minimum or newer.
 *
 * @param version as a server says it: `7.0.15`, `8.0-rc1`, `v1.2`, `df-v1.21.2`
 * @param minimum `7.0` or `7.0.15`
 * @returns compares number by number, a missing one being 0; a release candidate counts as its release.
 *   `false` for `null` and for a text without a number.
 */
export function atLeast(version: string | null, minimum: string): boolean {
  const have = numbers(version ?? '');
  if (have.length === 0) return false;
  const want = numbers(minimum);
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const numbers = (version: string) =>
  (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').filter(Boolean).map(Number);
