/**
 * Every step that waits, in the queue, for a verdict or among the dead letters, with the name of its table: a `with` query named
 * `waiting`.
 */
export const WAITING = `
  waiting as (
    select 'queue' as place, operation_id, kind, step, origin_id, target_id, amount, currency, accepted_at, debit, credit,
      related_id, request_rate, origin_rate, target_rate, reason
    from queue
    union all
    select 'fraud_checks', operation_id, kind, 'credit', origin_id, target_id, amount, currency, accepted_at, debit, credit,
      null, request_rate, origin_rate, target_rate, null
    from fraud_checks where state in ('pending', 'review')
    union all
    select 'dead_letters', d.operation_id, q.kind, q.step, q.origin_id, q.target_id, q.amount, q.currency, q.accepted_at,
      q.debit, q.credit, q.related_id, q.request_rate, q.origin_rate, q.target_rate, q.reason
    from dead_letters d, jsonb_populate_record(null::queue, d.step) q
  )`
