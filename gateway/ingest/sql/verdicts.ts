/** The end of a statement that queues: the groups that got work, and what is wrong with which requests, by place. */
export const VERDICTS = `
  select
    array_agg(distinct group_id) filter (where flaw is null) as groups,
    array_agg(place - 1 order by place) filter (where flaw is not null) as places,
    array_agg(flaw order by place) filter (where flaw is not null) as flaws
  from request`
