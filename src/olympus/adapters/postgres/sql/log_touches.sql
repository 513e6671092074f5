-- Whether what is recorded of a tenant ($1) after a position ($2) may move figures before an instant ($3); taken to be
-- so where more than some ($4) of all tenants' events are.
WITH later AS MATERIALIZED (
    SELECT tenant_id, event_id FROM raw_events WHERE position > $2 ORDER BY position LIMIT $4 + 1
)
SELECT (SELECT count(*) FROM later) > $4 OR EXISTS (
    SELECT
    FROM later
    JOIN events e USING (tenant_id, event_id)
    WHERE e.tenant_id = $1
      AND (e.at < $3
           OR EXISTS (SELECT FROM events o WHERE o.tenant_id = $1 AND o.order_id = e.order_id AND o.at < $3))
)
