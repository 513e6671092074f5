-- What the whole cells of each interval come to, by measure and currency. Span by span and measure by
-- measure: each is one range of the key, which the planner would not see in a join.
SELECT s.number, m.measure::text, r.currency,
       sum(r.count) AS count, sum(r.amount) AS amount, sum(r.quantity) AS quantity, max(r.last_at) AS last_at
FROM unnest($3::int[], $4::grain[], $5::timestamptz[], $6::timestamptz[]) AS s (number, grain, lower, upper)
CROSS JOIN unnest(enum_range(NULL::measure)) AS m (measure)
CROSS JOIN LATERAL (
    SELECT r.currency, sum(r.count) AS count, sum(r.amount) AS amount, sum(r.quantity) AS quantity,
           max(r.last_at) AS last_at
    FROM rollup r
    WHERE r.tenant_id = $1 AND r.measure = m.measure AND r.grain = s.grain
      AND r.bucket >= coalesce(s.lower, '-infinity') AND r.bucket < coalesce(s.upper, 'infinity')
      AND ($2::text IS NULL OR r.location_id = $2)
    GROUP BY r.currency
) r
GROUP BY 1, 2, 3
HAVING sum(r.count) <> 0 OR sum(r.amount) <> 0 OR sum(r.quantity) <> 0
