MATCH (n:Paper|Method|Dataset|Task|Problem|Metric|Concept|Result)
RETURN labels(n) AS type, count(*) AS amount
ORDER BY amount DESC, type
