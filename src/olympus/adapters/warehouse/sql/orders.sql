-- Orders as they were first placed, with when they were first cancelled.
SELECT e.tenant_id, e.order_id, e.occurred_at AS placed_at, e.event_id, e.location_id, e.channel,
       e.person_id AS customer_id, e.currency, e.amount AS total, e.units, e.items_total, e.items,
       cancelled.occurred_at AS cancelled_at, cancelled.event_id AS cancelled_by
FROM {dataset}.events AS e
JOIN (
    SELECT tenant_id, event_id
    FROM {dataset}.events
    WHERE kind = 'order_placed' AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY tenant_id, order_id ORDER BY occurred_at, event_id) = 1
) AS placed ON placed.tenant_id = e.tenant_id AND placed.event_id = e.event_id
LEFT JOIN (
    SELECT tenant_id, order_id, event_id, occurred_at
    FROM {dataset}.events
    WHERE kind = 'order_cancelled' AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY tenant_id, order_id ORDER BY occurred_at, event_id) = 1
) AS cancelled ON cancelled.tenant_id = e.tenant_id AND cancelled.order_id = e.order_id
WHERE e.kind = 'order_placed' AND e.occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
