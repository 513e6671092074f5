-- The currency of a tenant's first order that states one is its reporting currency by default.
INSERT INTO tenant_state AS s (tenant_id, first_order_at, first_order_event_id, first_order_currency)
SELECT DISTINCT ON (tenant_id) tenant_id, at, event_id, currency
FROM fresh
WHERE kind = 'order_placed' AND currency IS NOT NULL
ORDER BY tenant_id, at, event_id
ON CONFLICT (tenant_id) DO UPDATE SET
    first_order_at = excluded.first_order_at,
    first_order_event_id = excluded.first_order_event_id,
    first_order_currency = excluded.first_order_currency
WHERE s.first_order_at IS NULL
   OR (excluded.first_order_at, excluded.first_order_event_id) < (s.first_order_at, s.first_order_event_id)
