-- Additive numbers by labelled stretches of time.
SELECT s.label, IF(c.measure = 'item_voided', 'item', c.measure) AS measure, c.currency,
       SUM(IF(c.measure = 'item_voided', -c.number, c.number)) AS number,
       SUM(IF(c.measure = 'item_voided', -c.amount, c.amount)) AS amount,
       SUM(IF(c.measure = 'item_voided', -c.quantity, c.quantity)) AS quantity,
       MAX(c.happened_at) AS last_at{by}
FROM {dataset}.contributions AS c
JOIN UNNEST(@slices) AS s ON c.happened_at >= s.since AND c.happened_at < s.until
WHERE c.tenant_id = @tenant AND c.happened_at >= @first AND c.happened_at < @last
      AND c.measure IN UNNEST(@measures){conditions}
GROUP BY 1, 2, 3{by}
