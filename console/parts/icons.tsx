/** Drawn on 24 × 24, in lines. */
const PATHS = {
  mesh: 'M5 6.5h.01M12 6.5h.01M19 6.5h.01M8.5 17.5h.01M15.5 17.5h.01M5 6.5l3.5 11L12 6.5l3.5 11L19 6.5',
  wallet: 'M4 7.5A2.5 2.5 0 0 1 6.5 5H17v3M4 7.5V17a2 2 0 0 0 2 2h13a1 1 0 0 0 1-1V9a1 1 0 0 0-1-1H5M16 13.5h.01',
  send: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  cards: 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM3 10h18M7 14.5h3',
  rates: 'M4 19h16M6 15l4-5 3.5 3L19 6M15 6h4v4',
  operations: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  clearing: 'M4 20h16M5 9l7-5 7 5M5 9h14M7 9v8M12 9v8M17 9v8M5 17h14',
  screening: 'M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6l-7-2.5ZM9 12l2.2 2.2L15 10',
  failed: 'M12 4 3.5 19h17L12 4ZM12 10v4M12 16.8h.01',
  webhooks: 'M9 7a3 3 0 1 1 4.5 2.6L16 14M7.5 11.5a3.5 3.5 0 1 0 2.8 4.5H15M15 19a3 3 0 1 0 1-5.5',
  users:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 15a6 6 0 0 1 3 5',
  keys: 'M8 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM11 10.5 20 4M16 7l3 3',
  audit: 'M6 3.5h9l4 4v13H6ZM15 3.5v4h4M9 12h7M9 16h5',
  account: 'M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20a7 7 0 0 1 14 0',
  light:
    'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
  dark: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z',
  out: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M17 8l4 4-4 4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  down: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6 6 18',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true" className="icon">
      <path d={PATHS[name]} strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
