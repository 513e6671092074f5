-- The currency in which a tenant's figures are shown unless it decided otherwise: that of its first order
-- that states one, and only where there is none, of its first payment.
INSERT INTO tenant_state AS s (tenant_id, currency, currency_of_order, currency_at, currency_event_id)
SELECT * FROM unnest($1::text::text[], $2::text::text[], $3::text::boolean[], $4::text::timestamptz[], $5::text::text[])
ON CONFLICT (tenant_id) DO UPDATE SET
    currency = excluded.currency,
    currency_of_order = excluded.currency_of_order,
    currency_at = excluded.currency_at,
    currency_event_id = excluded.currency_event_id
WHERE s.currency IS NULL
   OR (NOT excluded.currency_of_order, excluded.currency_at, excluded.currency_event_id)
    < (NOT s.currency_of_order, s.currency_at, s.currency_event_id)
