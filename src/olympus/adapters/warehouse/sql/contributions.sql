-- What facts add to the figures, once the facts of an order have found one another: as
-- olympus.domain.facts.contribution says.
SELECT o.tenant_id, 'order' AS measure, o.placed_at AS happened_at, o.location_id, o.channel,
       CAST(NULL AS STRING) AS method, CAST(NULL AS STRING) AS product_id, CAST(NULL AS STRING) AS category,
       o.currency, 1 AS number, o.total AS amount, CAST(0 AS NUMERIC) AS quantity,
       IF(o.cancelled_at IS NULL, o.customer_id, NULL) AS person_id, o.customer_id
FROM {dataset}.orders AS o
UNION ALL
SELECT o.tenant_id, 'order_voided', o.placed_at, o.location_id, o.channel, NULL, NULL, NULL,
       o.currency, 1, o.total, CAST(0 AS NUMERIC), NULL, o.customer_id
FROM {dataset}.orders AS o
WHERE o.cancelled_at IS NOT NULL
UNION ALL
SELECT o.tenant_id, 'basket', o.placed_at, o.location_id, o.channel, NULL, NULL, NULL,
       o.currency, ARRAY_LENGTH(o.items), o.items_total, o.units, NULL, o.customer_id
FROM {dataset}.orders AS o
WHERE o.units IS NOT NULL
UNION ALL
SELECT o.tenant_id, 'basket_voided', o.placed_at, o.location_id, o.channel, NULL, NULL, NULL,
       o.currency, ARRAY_LENGTH(o.items), o.items_total, o.units, NULL, o.customer_id
FROM {dataset}.orders AS o
WHERE o.units IS NOT NULL AND o.cancelled_at IS NOT NULL
UNION ALL
SELECT i.tenant_id, 'item', i.placed_at, i.location_id, i.channel, NULL, i.product_id, i.category,
       i.currency, 1, SUM(i.total), SUM(i.quantity), NULL, i.customer_id
FROM {dataset}.order_items AS i
GROUP BY i.tenant_id, i.order_id, i.placed_at, i.location_id, i.channel, i.product_id, i.category, i.currency,
         i.customer_id
UNION ALL
SELECT i.tenant_id, 'item_voided', i.placed_at, i.location_id, i.channel, NULL, i.product_id, i.category,
       i.currency, 1, SUM(i.total), SUM(i.quantity), NULL, i.customer_id
FROM {dataset}.order_items AS i
WHERE i.cancelled_at IS NOT NULL
GROUP BY i.tenant_id, i.order_id, i.placed_at, i.location_id, i.channel, i.product_id, i.category, i.currency,
         i.customer_id
UNION ALL
SELECT c.tenant_id, 'cancellation', c.occurred_at, COALESCE(o.location_id, c.location_id), o.channel,
       NULL, NULL, NULL, NULL, 1, CAST(0 AS NUMERIC), CAST(0 AS NUMERIC), NULL, o.customer_id
FROM (
    SELECT tenant_id, order_id, location_id, occurred_at
    FROM {dataset}.events
    WHERE kind = 'order_cancelled' AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY tenant_id, order_id ORDER BY occurred_at, event_id) = 1
) AS c
LEFT JOIN {dataset}.orders AS o ON o.tenant_id = c.tenant_id AND o.order_id = c.order_id
UNION ALL
SELECT p.tenant_id,
       CASE p.status WHEN 'completed' THEN 'payment' WHEN 'failed' THEN 'payment_failure' ELSE 'refund' END,
       p.paid_at, p.location_id, p.channel, p.method, NULL, NULL, p.currency, 1, p.amount, CAST(0 AS NUMERIC),
       NULL, p.customer_id
FROM {dataset}.payments AS p
UNION ALL
SELECT e.tenant_id, IF(e.kind = 'logged_in', 'login', 'user_created'), e.occurred_at, e.location_id, e.channel,
       e.method, NULL, NULL, e.currency, 1, e.amount, CAST(0 AS NUMERIC),
       IF(e.kind = 'logged_in', e.person_id, NULL), NULL
FROM {dataset}.events AS e
WHERE e.kind IN ('logged_in', 'user_created') AND e.occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
