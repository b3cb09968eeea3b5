const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** The day of a recording: “23 Nov 2026”. */
export const recordedDay = (iso: string): string => day.format(new Date(iso))

/** How a recording is marked: “Recorded 23 Nov 2026”. */
export const recordedOn = (iso: string): string => `Recorded ${recordedDay(iso)}`
