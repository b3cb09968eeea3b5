import type { PortPlace } from '#shared/scene/port-places.ts'
import { classNames } from '../ui/class-names.ts'
import { useView } from '../view/view-store.ts'
import type { Stub } from './ports.ts'
import styles from './StubTag.module.css'

/** A tag with the name of a far end. Hovering draws its connections whole; clicking selects them. */
export const StubTag = ({ stub, place }: { stub: Stub; place: PortPlace }) => (
  <button
    type="button"
    tabIndex={-1}
    className={classNames(
      'nodrag',
      styles.stub,
      styles[place.side],
      styles[stub.carries],
      !stub.always && styles.short,
    )}
    style={{ left: place.x, top: place.y }}
    aria-label={`Connected to ${stub.text}`}
    onMouseEnter={() => useView.setState({ hinted: new Set(stub.connections) })}
    onMouseLeave={() => useView.setState({ hinted: new Set() })}
    onClick={event => {
      event.stopPropagation()
      useView.setState({ selection: new Set(), selectedConnections: new Set(stub.connections) })
    }}
  >
    <span className={styles.text}>{stub.text}</span>
  </button>
)
