MATCH (n:Method|Dataset|Task|Problem|Metric|Concept)
WHERE n.id IN $ids
RETURN n.id AS id, labels(n) AS type, n.name AS name, n.aliases AS aliases, n.papers AS papers,
       n.first_year AS first_year
ORDER BY papers DESC, id
