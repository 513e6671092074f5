-- What was sent, of the events between two positions.
SELECT position, tenant_id, event_id, received_at, original
FROM {dataset}.events
WHERE position > @after AND position <= @until AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
