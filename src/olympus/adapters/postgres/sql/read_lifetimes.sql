-- What every customer ordered before an instant ($10), and when first and last; money in one currency ($11) and what
-- states none. Without an instant: what was ordered in other currencies.
WITH moved AS MATERIALIZED (
    SELECT customer_id, currency, sum(orders) AS orders, sum(order_amount) AS amount
    FROM ({moves}) m
    GROUP BY 1, 2
)
SELECT NULL AS currency,
       CASE WHEN p.last_ordered_at < $10 THEN p.last_ordered_at ELSE (
           SELECT f.at
           FROM events f
           WHERE f.tenant_id = $1 AND f.person_id = m.customer_id AND f.kind = 'order_placed' AND f.at < $10
             AND {holds}
           ORDER BY f.at DESC
           LIMIT 1
       ) END AS last_ordered_at,
       m.orders, m.orders_in_currency, m.amount, p.first_ordered_at, p.person_id AS customer_id
FROM (
    SELECT customer_id, sum(orders)::bigint AS orders,
           coalesce(sum(orders) FILTER (WHERE currency IN ('', $11)), 0)::bigint AS orders_in_currency,
           coalesce(sum(amount) FILTER (WHERE currency IN ('', $11)), 0) AS amount
    FROM moved
    GROUP BY 1
    HAVING sum(orders) > 0
) m
JOIN people p ON p.tenant_id = $1 AND p.person_id = m.customer_id
UNION ALL
SELECT currency, NULL, NULL, NULL, sum(amount), NULL, NULL
FROM moved
WHERE currency NOT IN ('', coalesce($11, ''))
GROUP BY 1
HAVING sum(amount) <> 0
