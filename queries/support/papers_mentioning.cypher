MATCH (p:Paper)-[r:MENTIONS]->(b:Method|Dataset|Task|Problem|Metric|Concept)
WHERE b.id IN $ids
WITH DISTINCT p.id AS id
RETURN id
ORDER BY id
