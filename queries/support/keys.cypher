UNWIND $keys AS key
MATCH (n:Method|Dataset|Task|Problem|Metric|Concept)
WHERE key IN n.keys
RETURN key, n.id AS id, labels(n) AS type, n.name AS name, n.papers AS papers
ORDER BY papers DESC, id, key
