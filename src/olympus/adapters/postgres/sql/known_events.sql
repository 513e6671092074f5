-- The recorded events of these identities, as their producers sent them.
SELECT i.tenant_id, i.event_id, e.original, e.received_at
FROM unnest($1::text::text[], $2::text::text[]) AS i (tenant_id, event_id)
CROSS JOIN LATERAL (
    SELECT original, received_at
    FROM events
    WHERE events.tenant_id = i.tenant_id AND events.event_id = i.event_id
    OFFSET 0
) e
