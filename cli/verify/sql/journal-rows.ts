// All sorted by group and journal, and within a journal in the canonical order of its hash. After the columns that place
// a row come those that are hashed, in order.

export const JOURNALS = `
  select group_id, seq, epoch, committed_at, encode(previous_hash, 'hex'), encode(hash, 'hex'), operations, postings
  from journals order by group_id, seq`

export const OPERATIONS = `
  select group_id, journal_seq, line, applied_at, id, kind, status, reason, origin_id, target_id, amount, currency,
    debit, credit, request_rate, origin_rate, target_rate, accepted_at, related_id
  from operations order by group_id, journal_seq, line, id`

export const POSTINGS = `
  select group_id, journal_seq, line, wallet_id, operation_id, kind, amount, currency, balance,
    requested_amount, requested_currency, accepted_at
  from postings order by group_id, journal_seq, line, wallet_id`

// Of a journal as many rows as there are detached months that hold lines of it.
export const BROUGHT_FORWARD = `
  select group_id, journal_seq, month, operations, postings, amounts
  from brought_forward_journals order by group_id, journal_seq, month`

export const SYSTEM_POSTINGS = `
  select group_id, journal_seq, kind, currency, amount, balance
  from system_postings order by group_id, journal_seq, kind collate "C", currency collate "C"`
