'use client';

import { useState } from 'react';
import { useNow } from './use-now';

/**
 * The present by the clock of whoever made an answer, counted on from it second by second: the clock of this
 * computer may be wrong by minutes.
 * @param at the present of the answer, Unix milliseconds
 */
export function useServerNow(at: number): number {
  // 0 until the first tick, a second after the first paint.
  const here = useNow(0);
  const [base, setBase] = useState({ at, here });
  if (base.at !== at) setBase({ at, here });
  else if (base.here === 0 && here > 0) setBase({ at, here: here - 1_000 });
  return base.at !== at || base.here === 0 ? at : at + Math.max(0, here - base.here);
}
