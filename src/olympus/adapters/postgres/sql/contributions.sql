-- What facts add to the figures: olympus.domain.facts.contribution, set by set.
-- The scope selects the facts whose contributions are wanted; what else is known of their orders
-- is found in the source.
WITH scope AS MATERIALIZED ({scope}),
orders AS (
    SELECT DISTINCT tenant_id, order_id FROM scope WHERE order_id IS NOT NULL
),
known AS MATERIALIZED (
    -- order by order, whatever the planner thinks of their number: each is one range of the index
    SELECT f.*
    FROM orders
    CROSS JOIN LATERAL (
        SELECT f.tenant_id, f.order_id, f.event_id, f.kind, f.at, f.location_id, f.channel, f.person_id
        FROM {source} f
        WHERE f.tenant_id = orders.tenant_id AND f.order_id = orders.order_id
          AND f.kind IN ('order_placed', 'order_cancelled')
        OFFSET 0
    ) f
),
placed AS MATERIALIZED (
    SELECT DISTINCT ON (tenant_id, order_id) *
    FROM known
    WHERE kind = 'order_placed'
    ORDER BY tenant_id, order_id, at, event_id
),
cancelled AS MATERIALIZED (
    SELECT DISTINCT ON (tenant_id, order_id) tenant_id, order_id, event_id
    FROM known
    WHERE kind = 'order_cancelled'
    ORDER BY tenant_id, order_id, at, event_id
),
placed_in_scope AS MATERIALIZED (
    SELECT s.*, c.event_id IS NOT NULL AS voided
    FROM placed p
    JOIN scope s USING (tenant_id, event_id)
    LEFT JOIN cancelled c ON c.tenant_id = p.tenant_id AND c.order_id = p.order_id
)
SELECT p.tenant_id, v.measure, p.at,
       coalesce(p.location_id, '') AS location_id, coalesce(p.channel, '') AS channel, '' AS method,
       '' AS product_id, '' AS category, coalesce(p.currency, '') AS currency,
       1 AS count, p.amount, 0::numeric AS quantity,
       CASE WHEN NOT p.voided THEN p.person_id END AS person_id, coalesce(p.person_id, '') AS customer_id
FROM placed_in_scope p
JOIN (VALUES ('order'::measure, false), ('order_voided', true)) v (measure, void) ON p.voided OR NOT v.void
UNION ALL
SELECT p.tenant_id, v.measure, p.at,
       coalesce(p.location_id, ''), coalesce(p.channel, ''), '',
       '', '', coalesce(p.currency, ''),
       cardinality(p.product_ids), basket.amount, basket.quantity,
       NULL, coalesce(p.person_id, '')
FROM placed_in_scope p
JOIN (VALUES ('basket'::measure, false), ('basket_voided', true)) v (measure, void) ON p.voided OR NOT v.void
CROSS JOIN LATERAL (
    SELECT sum(i.amount) AS amount, sum(i.quantity) AS quantity
    FROM unnest(p.quantities, p.amounts) AS i (quantity, amount)
) basket
WHERE p.product_ids IS NOT NULL
UNION ALL
SELECT p.tenant_id, v.measure, p.at,
       coalesce(p.location_id, ''), coalesce(p.channel, ''), '',
       item.product_id, item.category, coalesce(p.currency, ''),
       1, item.amount, item.quantity,
       NULL, coalesce(p.person_id, '')
FROM placed_in_scope p
JOIN (VALUES ('item'::measure, false), ('item_voided', true)) v (measure, void) ON p.voided OR NOT v.void
CROSS JOIN LATERAL (
    SELECT i.product_id, coalesce(i.category, '') AS category,
           sum(i.amount) AS amount, sum(i.quantity) AS quantity
    FROM unnest(p.product_ids, p.categories, p.quantities, p.amounts)
         AS i (product_id, category, quantity, amount)
    GROUP BY 1, 2
) item
UNION ALL
SELECT f.tenant_id,
       CASE f.kind
           WHEN 'order_cancelled' THEN 'cancellation'
           WHEN 'payment_completed' THEN 'payment'
           WHEN 'payment_failed' THEN 'payment_failure'
           WHEN 'payment_refunded' THEN 'refund'
           WHEN 'logged_in' THEN 'login'
           WHEN 'user_created' THEN 'user_created'
       END::measure,
       f.at,
       coalesce(p.location_id, f.location_id, ''), coalesce(p.channel, f.channel, ''), coalesce(f.method, ''),
       '', '', coalesce(f.currency, ''),
       1, f.amount, 0,
       CASE WHEN f.kind = 'logged_in' THEN f.person_id END, coalesce(p.person_id, '')
FROM scope f
LEFT JOIN placed p USING (tenant_id, order_id)
WHERE f.kind <> 'order_placed'
  AND (f.kind <> 'order_cancelled'
       OR EXISTS (SELECT FROM cancelled c WHERE c.tenant_id = f.tenant_id AND c.event_id = f.event_id))
