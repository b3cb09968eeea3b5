/** Waits until this process is asked to stop (Ctrl+C, SIGTERM). A second request ends it at once. */
export function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
