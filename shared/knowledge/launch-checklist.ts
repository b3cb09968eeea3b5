import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { accountItems } from './launch/accounts.ts'
import { eventItems } from './launch/events.ts'
import type { LaunchItem } from './launch/launch-item.ts'
import { moneyItems } from './launch/money.ts'
import { readinessItems } from './launch/readiness.ts'

/** Every item that a launch checklist can hold, in the order of doing. */
export const LAUNCH_ITEMS: readonly LaunchItem[] = [
  ...readinessItems,
  ...eventItems,
  ...accountItems,
  ...moneyItems,
]

/** An item that applies to a design, with the blocks that make it apply. */
export type ChecklistItem = Omit<LaunchItem, 'about'> & { readonly blocks: readonly BlockId[] }

/**
 * What has to be done before a design goes live: the items that apply to it, each with the blocks that make it apply.
 * A design without blocks has nothing to launch.
 */
export const launchChecklist = (flow: FlowIndex): readonly ChecklistItem[] =>
  flow.blocks().length === 0
    ? []
    : LAUNCH_ITEMS.flatMap(({ about, ...item }) => {
        const blocks = about(flow)
        return blocks === null ? [] : [{ ...item, blocks: blocks.map(block => block.id) }]
      })
