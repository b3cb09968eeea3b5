/** Flags for every headless Chromium that this project starts: no network of its own, no GPU, no first-run page. */
export const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const
