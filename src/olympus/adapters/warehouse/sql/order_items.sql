-- The lines of orders, also of those that were cancelled.
SELECT o.tenant_id, o.order_id, o.placed_at, o.location_id, o.channel, o.customer_id, o.currency, o.cancelled_at,
       i.product_id, i.name, i.sku, i.category, i.quantity, i.unit_price, i.total
FROM {dataset}.orders AS o, UNNEST(o.items) AS i
