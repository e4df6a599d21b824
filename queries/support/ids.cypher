MATCH (n:Method|Dataset|Task|Problem|Metric|Concept)
WHERE n.id IN $ids
RETURN n.id AS id, labels(n) AS type, n.name AS name, n.keys AS keys, n.papers AS papers
ORDER BY papers DESC, id
