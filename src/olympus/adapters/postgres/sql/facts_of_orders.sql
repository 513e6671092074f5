-- What is recorded of these orders: how they were placed and cancelled, and what followed them where that
-- may change. Order by order: each is one range of the index.
SELECT f.*
FROM unnest($1::text::text[], $2::text::text[], $3::text::boolean[]) AS o (tenant_id, order_id, is_placed)
CROSS JOIN LATERAL (
    SELECT tenant_id, event_id, kind::text, at, order_id, person_id, location_id, channel, method, currency, amount,
           product_ids, categories, quantities, amounts
    FROM events
    WHERE events.tenant_id = o.tenant_id AND events.order_id = o.order_id AND kind IS NOT NULL
      AND (o.is_placed OR kind IN ('order_placed', 'order_cancelled'))
    OFFSET 0
) f
