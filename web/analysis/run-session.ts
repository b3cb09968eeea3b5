import type { Changes } from '#shared/api/plan.ts'
import type { Recording } from '#shared/api/recording.ts'
import type { RunDetail, RunMessage } from '#shared/api/runs.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { queryClient } from '../api/query-client.ts'
import type { Answer, Trouble } from '../api/request.ts'
import { followRun, type Source } from '../api/run-stream.ts'
import {
  activeRunOf,
  changeRun,
  planChanges,
  type RunChange,
  readRun,
  readRunDesign,
  startRun,
} from '../api/runs.ts'
import type { DocumentStore } from '../document/document-store.ts'
import { useAnalysis } from './analysis-store.ts'
import { chosenScenario } from './choose-scenario.ts'
import type { RunWish } from './run-control.ts'
import { isActive, noRuns, type ShownRun, useRuns } from './run-store.ts'
import { type Memory, serveFlow } from './server-flow.ts'

/** What a run session works with. `soon` runs a function before the next frame, `later` after some milliseconds. */
export type SessionOptions = {
  readonly documents: DocumentStore
  readonly memory: Memory
  readonly open: (address: string) => Source
  readonly soon: (work: () => void) => void
  readonly later: (work: () => void, ms: number) => void
}

/** What can be done about runs. Troubles end up in the store. */
export type RunSession = {
  /** Starts a run of the open flow. */
  start(wish?: RunWish): Promise<void>
  /** What a run would do about what earlier runs of the open flow left; null when no flow is open. */
  compare(): Promise<Answer<Changes> | null>
  /** Shows a run, and follows it while it is under way. */
  show(id: string): Promise<void>
  change(change: RunChange): Promise<void>
  setScenario(id: string | null): void
  /** Shows a recording: nobody is asked. */
  play(recording: Recording): void
  /** Shows no run: canvas and inspector show the forecast again. */
  hide(): void
  /** Shows nothing, follows nothing, knows no flow of the server. */
  leave(): void
}

/** Answers of calls are fetched at most this often while a run is under way; the first ones at once. */
const REFRESH_MS = 400

const MOST_MONTHS = 36

/** Events after which a run is another one: it rests, goes on, or is over. */
const turns: ReadonlySet<string> = new Set(['run.finished', 'run.paused', 'run.reconciled', 'run.cleaned'])

type Context = Pick<ShownRun, 'document' | 'plan'>

/** Plans and pictures of a run belong together: the plan is known when it is the one that was compiled here. */
const contextOf = ({ run }: RunDetail, document: FlowDocument | null): Context => {
  const plan = useAnalysis.getState().plans?.unattended ?? null
  return { document, plan: plan?.hash === run.plan ? plan : null }
}

const refreshList = (): void => {
  void queryClient.invalidateQueries({ queryKey: ['runs'] })
}

/** Starts, shows and follows the runs of this tab's flow. */
export const createRunSession = (options: SessionOptions): RunSession => {
  const { documents, memory, open, soon, later } = options
  let scenario: string | null = null
  let following: { readonly id: string; stop(): void } | null = null
  let buffer: RunMessage[] = []
  let refreshing = false

  const shownRun = (id: string): ShownRun | null => {
    const { shown } = useRuns.getState()
    return shown?.run.id === id ? shown : null
  }

  const put = (detail: RunDetail) => {
    const before = shownRun(detail.run.id)
    if (before) useRuns.setState({ shown: { ...before, ...detail } })
  }

  const stopFollowing = () => {
    following?.stop()
    following = null
    buffer = []
  }

  const refresh = async (id: string): Promise<void> => {
    const answer = await readRun(id)
    if (answer.ok) put(answer.value)
  }

  const refreshLater = (id: string, wait: number) => {
    if (refreshing) return
    refreshing = true
    later(() => {
      refreshing = false
      if (shownRun(id)) void refresh(id)
    }, wait)
  }

  /** What was heard since the last frame goes to the screen at once. */
  const flush = (id: string) => {
    const heard = buffer.splice(0)
    const before = shownRun(id)
    if (!before || heard.length === 0) return
    useRuns.setState({ shown: { ...before, events: [...before.events, ...heard] } })
    const turned = heard.some(({ event }) => turns.has(event.type))
    if (!turned) {
      refreshLater(id, before.operations.length === 0 ? 0 : REFRESH_MS)
      return
    }
    void refresh(id).then(() => {
      refreshList()
      const now = shownRun(id)
      const last = now?.events.at(-1)
      if (now && !isActive(now.run) && now.run.cleanup !== 'running' && (last?.seq ?? 0) >= now.lastEvent)
        stopFollowing()
    })
  }

  const follow = (id: string, after: number) => {
    stopFollowing()
    const stop = followRun({
      run: id,
      after,
      open,
      later,
      onConnection: connection => useRuns.setState({ connection }),
      onMessage: message => {
        buffer.push(message)
        if (buffer.length === 1) soon(() => flush(id))
      },
    })
    following = { id, stop }
  }

  const present = (detail: RunDetail, document: FlowDocument | null) => {
    useRuns.setState({
      shown: { ...detail, events: [], recorded: null, ...contextOf(detail, document) },
      played: null,
      trouble: null,
      connection: 'open',
      flow: detail.run.flow,
    })
    follow(detail.run.id, 0)
    refreshList()
  }

  /** What the run was started with, where this tab does not know: blocks edited since are marked, and what is no part of it does not wait. */
  const recall = async (id: string): Promise<void> => {
    const before = shownRun(id)
    if (!before || (before.document && before.plan)) return
    const answer = await readRunDesign(id)
    const now = shownRun(id)
    if (now && answer.ok) useRuns.setState({ shown: { ...now, ...answer.value } })
  }

  const failed = (trouble: Trouble) => {
    useRuns.setState({ trouble })
    // Nobody answered: the Run button and what is marked as a recording hang on whether the server is there.
    if (trouble.code === undefined) void queryClient.invalidateQueries({ queryKey: ['server'] })
  }

  const show = async (id: string): Promise<void> => {
    const answer = await readRun(id)
    if (!answer.ok) {
      failed(answer.trouble)
      return
    }
    present(answer.value, null)
    await recall(id)
  }

  const ask = async (flow: string, { months, reusing, blocks }: RunWish): Promise<Answer<RunDetail>> => {
    const { document, seq } = documents.use.getState()
    const { seq: analysed, plans, offered } = useAnalysis.getState()
    const chosen = chosenScenario(document, scenario, offered)
    const known = Object.hasOwn(document.parts.scenarios, chosen.id) || offered.has(chosen.id)
    return startRun({
      flow,
      ...(known && { scenario: chosen.id }),
      months: Math.min(months ?? chosen.scenario.months, MOST_MONTHS),
      ...(reusing !== undefined && { reuse: true, plan: reusing }),
      ...(blocks !== undefined && { blocks }),
      ...(!reusing && !blocks && plans && analysed === seq && { plan: plans.unattended.hash }),
    })
  }

  return {
    show,
    compare: async () => {
      const { document, flowId } = documents.use.getState()
      if (flowId === null) return null
      const stored = await serveFlow(memory, flowId, document)
      return stored.ok ? planChanges(stored.value.id) : stored
    },
    start: async (wish = {}) => {
      const { document, flowId } = documents.use.getState()
      if (flowId === null) return
      const stored = await serveFlow(memory, flowId, document)
      if (!stored.ok) {
        failed(stored.trouble)
        return
      }
      const answer = await ask(stored.value.id, wish)
      if (answer.ok) {
        present(answer.value, document)
        void recall(answer.value.run.id)
        return
      }
      const other = activeRunOf(answer.trouble)
      if (other !== null) await show(other)
      failed(answer.trouble)
    },
    change: async change => {
      const { shown } = useRuns.getState()
      if (!shown) return
      const answer = await changeRun(shown.run.id, change)
      if (!answer.ok) {
        failed(answer.trouble)
        return
      }
      useRuns.setState({ trouble: null })
      put(answer.value)
      if (following === null) follow(shown.run.id, shown.events.at(-1)?.seq ?? 0)
      refreshList()
    },
    setScenario: id => {
      scenario = id
    },
    play: ({ recordedAt, document, detail, events }) => {
      stopFollowing()
      useRuns.setState({
        shown: { ...detail, events, recorded: recordedAt, ...contextOf(detail, document) },
        played: null,
        open: null,
        trouble: null,
      })
    },
    hide: () => {
      stopFollowing()
      useRuns.setState({ shown: null, played: null, open: null, trouble: null })
    },
    leave: () => {
      stopFollowing()
      useRuns.setState(noRuns)
    },
  }
}
