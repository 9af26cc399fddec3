/** The mark: a gauge that is almost full of hits. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden>
      <path
        d="M4.4 17.4a9 9 0 1 1 15.2 0"
        fill="none"
        stroke="currentColor"
        strokeOpacity="0.25"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
      <path
        d="M4.4 17.4A9 9 0 0 1 17.6 5.6"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
      <circle cx="12" cy="13" r="2.6" fill="currentColor" />
    </svg>
  );
}
