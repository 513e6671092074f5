-- All that is recorded of these orders. Order by order: each is one range of the index.
SELECT f.*
FROM unnest($1::text::text[], $2::text::text[]) AS o (tenant_id, order_id)
CROSS JOIN LATERAL (
    SELECT tenant_id, event_id, kind::text, at, order_id, person_id, location_id, channel, method, currency, amount,
           product_ids, categories, quantities, amounts
    FROM events
    WHERE events.tenant_id = o.tenant_id AND events.order_id = o.order_id AND kind IS NOT NULL
    OFFSET 0
) f
