import { Component, type ReactNode } from 'react'
import styles from './Broken.module.css'
import { Button } from './ui/Button.tsx'

/** What stands in the place of an app that broke, with a way back: a blank page would say that everything is lost. */
export class Broken extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === null) return this.props.children
    return (
      <main className={styles.page} role="alert">
        <h1 className={styles.title}>This page cannot go on</h1>
        <p>
          Your flow is kept on this machine with every change. No money moved: runs go on at the server.
          Reload the page; if the server does not answer, start it first with <code>npm start</code>.
        </p>
        <p className={styles.why}>{message}</p>
        <Button variant="primary" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </main>
    )
  }
}
