import { classNames } from '../../ui/class-names.ts'
import styles from './controls.module.css'

type SuggestionsProps = {
  id: string
  offers: readonly string[]
  marked: number
  onPick: (offer: string) => void
}

/** What may be added, under the input. The mouse picks before the input loses focus. */
export const Suggestions = ({ id, offers, marked, onPick }: SuggestionsProps) => (
  <div role="listbox" id={id} aria-label="Suggestions" className={styles.offers}>
    {offers.map((offer, index) => (
      <div
        key={offer}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === marked}
        ref={index === marked ? element => element?.scrollIntoView?.({ block: 'nearest' }) : undefined}
        className={classNames(styles.offer, index === marked && styles.marked)}
        onPointerDown={event => {
          event.preventDefault()
          onPick(offer)
        }}
      >
        {offer}
      </div>
    ))}
  </div>
)
