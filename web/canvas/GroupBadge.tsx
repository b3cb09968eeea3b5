import { useShallow } from 'zustand/react/shallow'
import type { BlockId } from '#shared/flow/ids.ts'
import { useResults } from '../analysis/results.ts'
import { Badge } from '../ui/Badge.tsx'

/** The worst severity inside a group, with its count. */
export const GroupBadge = ({ blocks }: { blocks: readonly BlockId[] }) => {
  const { errors, warnings } = useResults(
    useShallow(results => {
      const inside = blocks.flatMap(id => results.blocks[id] ?? [])
      return {
        errors: inside.reduce((sum, each) => sum + each.errors, 0),
        warnings: inside.reduce((sum, each) => sum + each.warnings, 0),
      }
    }),
  )
  if (errors > 0) {
    return (
      <Badge tone="error" label={`${errors} errors inside`}>
        {errors}
      </Badge>
    )
  }
  return warnings > 0 ? (
    <Badge tone="warning" label={`${warnings} warnings inside`}>
      {warnings}
    </Badge>
  ) : null
}
