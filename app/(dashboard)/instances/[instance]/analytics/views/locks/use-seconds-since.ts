import { useEffect, useState } from 'react';

/**
 * Seconds since an answer came, by the browser's own steps: its clock and that of Redis need not agree.
 * @param at when the answer was read, which tells one answer from the next
 */
export function useSecondsSince(at: number): number {
  const [passed, setPassed] = useState({ at, seconds: 0 });
  useEffect(() => {
    const timer = setInterval(
      () => setPassed((last) => ({ at, seconds: last.at === at ? last.seconds + 1 : 1 })),
      1_000,
    );
    return () => clearInterval(timer);
  }, [at]);
  return passed.at === at ? passed.seconds : 0;
}
