-- The recorded events of these identities, as their producers sent them. The position finds the message among
-- those of its month; without it, the month was dropped.
SELECT i.tenant_id, i.event_id, r.original, e.received_at
FROM unnest($1::text::text[], $2::text::text[]) AS i (tenant_id, event_id)
CROSS JOIN LATERAL (
    SELECT position, received_at
    FROM events
    WHERE events.tenant_id = i.tenant_id AND events.event_id = i.event_id
    OFFSET 0
) e
LEFT JOIN LATERAL (
    SELECT original
    FROM raw_events
    WHERE raw_events.received_at = e.received_at AND raw_events.position = e.position
    OFFSET 0
) r ON true
