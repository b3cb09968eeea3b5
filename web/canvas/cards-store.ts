import { create } from 'zustand'
import { type Cards, indexCards } from './cards.ts'

/** Where all cards are, for wires that go around them. */
export const useCards = create<{ cards: Cards }>(() => ({ cards: indexCards(new Map()) }))
