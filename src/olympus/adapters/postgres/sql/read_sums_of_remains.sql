-- What lies between an interval's ends and its first and last whole cell.
SELECT r.number, c.measure::text, c.currency,
       sum(c.count) AS count, sum(c.amount) AS amount, sum(c.quantity) AS quantity, max(c.at) AS last_at
FROM unnest($3::timestamptz[], $4::timestamptz[], $5::int[]) AS r (lower, upper, number)
JOIN ({contributions}) c ON c.at >= r.lower AND c.at < r.upper
WHERE ($2::text IS NULL OR c.location_id = $2) AND c.measure NOT IN ('item', 'item_voided')
GROUP BY 1, 2, 3
