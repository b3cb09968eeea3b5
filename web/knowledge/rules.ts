import { create } from 'zustand'
import type { Rule } from '#shared/check/rule.ts'

/** Rules with their docs and examples are large: they are fetched once, when the reference is first opened. */
export const useRules = create<{
  readonly rules: readonly Rule[]
  readonly state: 'none' | 'loading' | 'here' | 'failed'
}>(() => ({ rules: [], state: 'none' }))

/** Fetches the rules, unless they are here or on their way. */
export const loadRules = (): void => {
  const { state } = useRules.getState()
  if (state === 'here' || state === 'loading') return
  useRules.setState({ state: 'loading' })
  void import('#shared/rules/index.ts').then(
    ({ RULES }) => useRules.setState({ rules: RULES, state: 'here' }),
    () => useRules.setState({ state: 'failed' }),
  )
}
