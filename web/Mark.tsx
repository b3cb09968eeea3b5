/** Sluice's mark: water that meets a gate, and what passes it. */
export const Mark = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden>
    <path d="M1 5.5h7M1 10h6M1 14.5h7" stroke="var(--money)" strokeWidth="2.4" fill="none" />
    <path d="M10 1.5v17" stroke="currentColor" strokeWidth="2.4" />
    <path d="M12.5 14.5H19" stroke="var(--money)" strokeWidth="2.4" fill="none" />
  </svg>
)
