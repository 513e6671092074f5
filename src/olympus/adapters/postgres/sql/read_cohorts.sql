-- Of the customers who joined between each two bounds ($10): how many there are (no label), how many were
-- active in each stretch of time (no currency), and what they paid, by currency. People are looked up one by
-- one or hashed, as the planner likes; beside a set of them made here it would compare each with each.
WITH moved AS MATERIALIZED (
    SELECT width_bucket(p.first_ordered_at, $10::timestamptz[]) - 1 AS cohort,
           m.label, m.customer_id, m.currency, m.orders, m.revenue
    FROM (
        SELECT label, customer_id, currency, sum(orders) AS orders, sum(revenue) AS revenue
        FROM ({moves}) m
        GROUP BY 1, 2, 3
    ) m
    JOIN people p ON p.tenant_id = $1 AND p.person_id = m.customer_id
    WHERE p.first_ordered_at >= ($10::timestamptz[])[1]
      AND p.first_ordered_at < ($10::timestamptz[])[cardinality($10::timestamptz[])]
)
SELECT width_bucket(first_ordered_at, $10::timestamptz[]) - 1 AS cohort,
       NULL::int AS label, NULL AS currency, count(*) AS customers, NULL::numeric AS revenue
FROM people
WHERE tenant_id = $1 AND first_ordered_at >= ($10::timestamptz[])[1]
  AND first_ordered_at < ($10::timestamptz[])[cardinality($10::timestamptz[])]
GROUP BY 1
UNION ALL
SELECT cohort, label, NULL, count(*), NULL
FROM (SELECT cohort, label FROM moved GROUP BY cohort, label, customer_id HAVING sum(orders) > 0) active
GROUP BY 1, 2
UNION ALL
SELECT cohort, label, currency, NULL, sum(revenue)
FROM moved
GROUP BY 1, 2, 3
HAVING sum(revenue) <> 0
