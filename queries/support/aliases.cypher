MATCH (n:Method|Dataset|Task|Problem|Metric|Concept)
WHERE n.id IN $ids
RETURN n.id AS id, labels(n) AS type, n.name AS name, n.aliases AS aliases, n.alias_reasons AS reasons,
       n.alias_papers AS papers, n.alias_spans AS spans, n.papers AS known_in
ORDER BY known_in DESC, id
