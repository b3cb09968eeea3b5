import { createContext } from 'react'

/** How much of a card is drawn. */
export type ZoomLevel = 'full' | 'label' | 'tile' | 'far'

/** What is drawn at a zoom: whole cards from 0.8, label and amount from 0.45, tiles from 0.3, else one picture. */
export const zoomLevel = (zoom: number): ZoomLevel => {
  if (zoom >= 0.8) return 'full'
  if (zoom >= 0.45) return 'label'
  return zoom >= 0.3 ? 'tile' : 'far'
}

/** How much of every card is drawn now. Cards read it, so that what is not seen is not in the page either. */
export const ZoomLevelContext = createContext<ZoomLevel>('full')
