import type { GraphPatch } from '#shared/flow/edits.ts'
import type { DocumentStore } from '../document/document-store.ts'
import { type Problem, useAnalysis } from './analysis-store.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { type RulePage, useRulePage } from './rule-page.ts'

/** The worker, as far as the analyst needs it. */
export type AnalysisPort = {
  post(message: ToWorker): void
  onAnswer(hear: (answer: FromWorker) => void): void
  /** The worker itself broke down, e.g. it could not be loaded. */
  onFailure(hear: (message: string) => void): void
}

/** What the analyst works with. `soon` runs a function before the next frame; `today` is an ISO date. */
export type AnalystOptions = {
  readonly documents: DocumentStore
  readonly port: AnalysisPort
  readonly soon: (work: () => void) => void
  readonly today: () => string
}

/** The found problems, each the same object as before where it says the same: only cards that changed are drawn again. */
const keepProblems = (before: readonly Problem[], found: readonly Problem[]): readonly Problem[] => {
  const known = new Map(before.map(problem => [problem.key, problem]))
  return found.map(problem => {
    const old = known.get(problem.key)
    return old && JSON.stringify(old) === JSON.stringify(problem) ? old : problem
  })
}

/** What is started: the scenario can be changed, and everything stopped. */
export type Analyst = { setScenario(id: string | null): void; stop(): void }

type Heard = { readonly seq: number; readonly patch: GraphPatch }

/**
 * Keeps the analysis in step with the document: at most one question is under way, changes in the meantime wait and
 * go together, an answer that is overtaken by a later one is dropped. Sends patches, and the whole document only when
 * another one was opened.
 */
export const startAnalyst = ({ documents, port, soon, today }: AnalystOptions): Analyst => {
  let scenario: string | null = null
  let sent: { seq: number; flowId: string | null; scenario: string | null } | null = null
  let heard: Heard[] = []
  let asking = false
  let planned = false

  const upToDate = (): boolean => {
    const { seq, flowId } = documents.use.getState()
    return sent !== null && sent.seq === seq && sent.flowId === flowId && sent.scenario === scenario
  }

  /** The patches since what was sent; null when one was missed, so that the whole document has to go. */
  const since = (): readonly GraphPatch[] | null => {
    const { seq, flowId } = documents.use.getState()
    if (sent === null || sent.flowId !== flowId) return null
    const from = sent.seq
    const fresh = heard.filter(entry => entry.seq > from)
    const complete =
      fresh.length === seq - from && fresh.every((entry, index) => entry.seq === from + index + 1)
    return complete ? fresh.map(entry => entry.patch) : null
  }

  const ask = () => {
    planned = false
    const { document, flowId, seq, access } = documents.use.getState()
    if (asking || access === 'loading' || upToDate()) return
    const patches = since()
    asking = true
    sent = { seq, flowId, scenario }
    heard = []
    if (patches === null) port.post({ type: 'open', seq, document, scenario, today: today() })
    else port.post({ type: 'patch', seq, patches, scenario })
  }

  const plan = () => {
    if (planned || asking) return
    planned = true
    soon(ask)
  }

  const readers = new Map<string, ((page: RulePage | null) => void)[]>()

  const fixers = new Map<string, ((patch: GraphPatch | null) => void)[]>()

  const answerFix = ({ code, seq, patch }: Extract<FromWorker, { type: 'fix-all' }>) => {
    const fits = seq === documents.use.getState().seq
    for (const give of fixers.get(code) ?? []) give(fits ? patch : null)
    fixers.delete(code)
  }

  const take = (answer: Exclude<FromWorker, { type: 'rule' | 'fix-all' }>) => {
    asking = false
    if (answer.type === 'found') {
      const problems = keepProblems(useAnalysis.getState().problems, answer.findings.problems)
      useAnalysis.setState({ status: 'ready', failure: '', seq: answer.seq, ...answer.findings, problems })
    } else if (answer.type === 'unchanged') useAnalysis.setState({ seq: answer.seq })
    else useAnalysis.setState({ status: 'failed', failure: answer.message, seq: answer.seq })
    if (!upToDate()) plan()
  }

  port.onAnswer(answer => {
    if (answer.type === 'fix-all') {
      answerFix(answer)
      return
    }
    if (answer.type !== 'rule') {
      take(answer)
      return
    }
    for (const read of readers.get(answer.code) ?? []) read(answer.page)
    readers.delete(answer.code)
  })
  port.onFailure(message => {
    useAnalysis.setState({ status: 'failed', failure: message })
  })
  useRulePage.setState({
    read: code =>
      new Promise(resolve => {
        readers.set(code, [...(readers.get(code) ?? []), resolve])
        port.post({ type: 'rule', code })
      }),
    fixAll: code =>
      new Promise(resolve => {
        fixers.set(code, [...(fixers.get(code) ?? []), resolve])
        const { document, seq } = documents.use.getState()
        port.post({ type: 'fix-all', document, seq, code, today: today() })
      }),
  })

  const stops = [
    documents.onPatch((patch, seq) => heard.push({ seq, patch })),
    documents.use.subscribe(() => {
      if (!upToDate()) plan()
    }),
  ]
  plan()

  return {
    setScenario: id => {
      scenario = id
      if (!upToDate()) plan()
    },
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}
