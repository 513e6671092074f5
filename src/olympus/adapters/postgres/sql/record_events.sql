-- Remember the events whose identity is new, and say how many there are and which known orders they touch:
-- orders of which something was recorded before, as the statement sees the table as it was.
-- The caller holds the lock of every tenant in the batch.
WITH inserted AS (
    INSERT INTO events (
        tenant_id, event_id, name, at, received_at, source, request_id, correlation_id, user_id,
        location_id, meaning, original, kind, order_id, person_id, channel, method, currency, amount,
        product_ids, categories, quantities, amounts)
    SELECT tenant_id, event_id, name, at, received_at, source, request_id, correlation_id, user_id,
           location_id, meaning, original, kind::fact_kind, order_id, person_id, channel, method, currency,
           amount::numeric, string_to_array(product_ids, E'\x1f'), string_to_array(categories, E'\x1f', ''),
           string_to_array(quantities, E'\x1f')::numeric[], string_to_array(amounts, E'\x1f')::numeric[]
    FROM incoming
    ORDER BY seq
    ON CONFLICT (tenant_id, event_id) DO NOTHING
    RETURNING tenant_id, event_id, kind, at, order_id, person_id, location_id, channel, method, currency,
              amount, product_ids, categories, quantities, amounts
),
kept AS (
    INSERT INTO fresh SELECT * FROM inserted
),
touched AS (
    INSERT INTO touched_orders
    SELECT i.tenant_id, i.order_id
    FROM inserted i
    WHERE i.kind IN ('order_placed', 'order_cancelled')
    GROUP BY i.tenant_id, i.order_id
    HAVING EXISTS (SELECT FROM events e WHERE e.tenant_id = i.tenant_id AND e.order_id = i.order_id)
    RETURNING order_id
)
SELECT (SELECT count(*) FROM inserted) AS new,
       (SELECT count(*) FROM inserted WHERE kind IS NOT NULL) AS facts,
       (SELECT count(*) FROM touched) AS touched
