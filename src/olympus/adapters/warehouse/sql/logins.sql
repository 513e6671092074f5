-- Users who came in.
SELECT tenant_id, event_id, occurred_at AS logged_in_at, person_id AS user_id, location_id, method
FROM {dataset}.events
WHERE kind = 'logged_in' AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
