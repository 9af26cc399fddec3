'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';

/** As wide as there is room, in pixels. @param usual until the browser says how wide it is */
export function useWidth(usual: number): { width: number; ref: RefObject<HTMLDivElement | null> } {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(160, entry!.contentRect.width)));
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return { width, ref };
}
