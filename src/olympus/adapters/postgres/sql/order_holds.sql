-- Whether a placing f is the first of its order, and the order is not cancelled.
NOT EXISTS (
    SELECT
    FROM events o
    WHERE o.tenant_id = f.tenant_id AND o.order_id = f.order_id
      AND (o.kind = 'order_cancelled' OR (o.kind = 'order_placed' AND (o.at, o.event_id) < (f.at, f.event_id)))
)
