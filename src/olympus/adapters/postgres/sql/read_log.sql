-- Recorded events after one position ($1), up to another ($2): so many ($3), of so many bytes ($4), but at least one.
SELECT r.position, r.tenant_id, r.event_id, r.received_at, r.original, e.name, e.at
FROM (
    SELECT *, sum(octet_length(original)) OVER (ORDER BY position) AS bytes_so_far,
           row_number() OVER (ORDER BY position) AS number
    FROM (
        SELECT *
        FROM raw_events
        WHERE position > $1 AND position <= $2
        ORDER BY position
        LIMIT $3
    ) first
) r
JOIN events e USING (tenant_id, event_id)
WHERE number = 1 OR $4::bigint IS NULL OR bytes_so_far <= $4
ORDER BY r.position
