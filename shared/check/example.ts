import { API_VERSION } from '#shared/facts/api-version.ts'
import type { Block, Connection, FlowGraph, Platform } from '#shared/flow/graph.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'

/** What an example may say of a block beside kind and props. */
type More = Partial<Omit<Block, 'id' | 'kind' | 'props' | 'onAccount'>> & { readonly onAccount?: string }

/** A block of an example: its kind, the props that differ from a fresh one's, and what else is special. */
export type ExampleBlock = readonly [kind: string, props?: Readonly<Record<string, unknown>>, more?: More]

const PLATFORM: Platform = { country: 'US', currency: 'usd', apiVersion: API_VERSION }

const blockOf = (id: string, [kind, props = {}, more = {}]: ExampleBlock): Block => {
  const { onAccount, ...rest } = more
  return {
    id: blockId(id),
    kind,
    label: id,
    props,
    ...rest,
    ...(onAccount === undefined ? {} : { onAccount: blockId(onAccount) }),
  }
}

/** c01, c02, …: ids whose order is that of writing. */
const numbered = (index: number) => connectionId(`c${String(index).padStart(2, '0')}`)

const connectionOf = (text: string, index: number): Connection => {
  const match = /^([\w-]+)\.([\w-]+) -> ([\w-]+)\.([\w-]+)$/.exec(text)
  invariant(match !== null, `“${text}” is no connection: write “fee.price -> plan.price”`)
  const [, from = '', outPort = '', to = '', inPort = ''] = match
  return {
    id: numbered(index + 1),
    from: { block: blockId(from), port: outPort },
    to: { block: blockId(to), port: inPort },
  }
}

/**
 * A graph that is made when somebody looks at it: hundreds of examples come with the rules, and a start, of a server
 * or of the editor, looks at none of them.
 */
export const lazyGraph = (make: () => FlowGraph): FlowGraph => {
  let made: FlowGraph | undefined
  const graph = () => (made ??= make())
  return {
    get platform() {
      return graph().platform
    },
    get blocks() {
      return graph().blocks
    },
    get connections() {
      return graph().connections
    },
  }
}

/**
 * A graph in few words, for examples and tests: blocks by id (which is also their label), and connections
 * `fee.price -> plan.price`, whose ids are c01, c02, … in the order of writing.
 */
export const flow = (
  blocks: Readonly<Record<string, ExampleBlock>>,
  ...connections: readonly string[]
): FlowGraph =>
  lazyGraph(() => ({
    platform: PLATFORM,
    blocks: Object.fromEntries(Object.entries(blocks).map(([id, block]) => [id, blockOf(id, block)])),
    connections: Object.fromEntries(
      connections.map((text, index) => {
        const connection = connectionOf(text, index)
        return [connection.id, connection]
      }),
    ),
  }))

/** The same graph on another platform. */
export const onPlatform = (platform: Partial<Platform>, graph: FlowGraph): FlowGraph =>
  lazyGraph(() => ({ ...graph, platform: { ...graph.platform, ...platform } }))
