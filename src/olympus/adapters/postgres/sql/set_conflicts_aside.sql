-- Take the events out of the batch that contradict the recorded one of the same identity.
DELETE FROM incoming i
USING events e
WHERE e.tenant_id = i.tenant_id AND e.event_id = i.event_id AND e.meaning <> i.meaning
RETURNING i.seq
