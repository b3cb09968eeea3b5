import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { Port } from '#shared/flow/block-definition.ts'

const PORTS: ReadonlyMap<string, ReadonlyMap<string, Port>> = new Map(
  DEFINITIONS.map(({ kind, ports }) => [kind, new Map(ports.map(port => [port.id, port]))]),
)

/** A port of a kind; undefined when the kind or the port does not exist. */
export const portOfKind = (kind: string | undefined, port: string): Port | undefined =>
  kind === undefined ? undefined : PORTS.get(kind)?.get(port)
