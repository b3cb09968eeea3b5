import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { analyse, createLook, rulePage } from './analyse.ts'
import { fixAll } from './fix-all.ts'
import type { FromWorker, ToWorker } from './messages.ts'

type Held = { readonly document: FlowDocument; readonly scenario: string | null; readonly today: string }

const applyAll = (document: FlowDocument, patches: readonly GraphPatch[]): FlowDocument =>
  patches.reduce((latest, patch) => applyPatch(latest, patch).document, document)

/** Whether nothing has changed but names and places. Unchanged parts of a document keep their identity. */
const alike = (before: Held | null, after: Held): boolean =>
  before !== null &&
  before.document.graph === after.document.graph &&
  before.document.parts.suppressions === after.document.parts.suppressions &&
  before.document.parts.scenarios === after.document.parts.scenarios &&
  before.scenario === after.scenario

/** More rounds than a person would press a button. */
const MOST_FIXES = 200

type About = Extract<ToWorker, { type: 'open' | 'patch' }>

/** What runs inside the worker: keeps the document up to date by its patches and answers every message once. */
export const createAnalysisHost = (): ((message: ToWorker) => FromWorker) => {
  let held: Held | null = null
  const look = createLook()

  const next = (message: About): Held | null => {
    const { scenario } = message
    if (message.type === 'open') return { document: message.document, scenario, today: message.today }
    return held && { ...held, document: applyAll(held.document, message.patches), scenario }
  }

  return message => {
    if (message.type === 'rule') return { type: 'rule', code: message.code, page: rulePage(message.code) }
    const { seq } = message
    try {
      if (message.type === 'fix-all') {
        const { code, today } = message
        return {
          type: 'fix-all',
          seq,
          code,
          patch: fixAll(message.document, { code, today, most: MOST_FIXES }),
        }
      }
      const after = next(message)
      if (after === null) return { type: 'failed', seq, message: 'A change came before its document' }
      if (message.type === 'patch' && alike(held, after)) {
        held = after
        return { type: 'unchanged', seq }
      }
      held = after
      return { type: 'found', seq, findings: analyse(after, look) }
    } catch (error) {
      return { type: 'failed', seq, message: error instanceof Error ? error.message : String(error) }
    }
  }
}
