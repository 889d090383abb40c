/** What Redis says of a balance is believed for so long after the time as of which it is known to be complete. */
export const AGE_MAX_MS = 2_000
/** An entry that nobody writes again is kept for so long. */
export const ENTRY_KEPT_MS = 60_000
/** So is what is known of a group: far longer than a holder can be late, so that what is refused is not forgotten. */
export const GROUP_KEPT_MS = 3_600_000
