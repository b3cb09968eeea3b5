import { useCallback } from 'react'
import styles from './knowledge.module.css'

/** A drawn picture. It is put in as elements, not as an image, so that it has the page's own fonts. */
export const Picture = ({ svg }: { svg: string }) => {
  const place = useCallback(
    (box: HTMLElement | null) => {
      const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
      box?.replaceChildren(document.importNode(drawn, true))
    },
    [svg],
  )
  return <figure ref={place} className={styles.picture} />
}
