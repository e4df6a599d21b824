MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WHERE b.id IN $thing AND a.id STARTS WITH $type AND NOT a.id IN $thing
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.confidence AS stated, r.year AS year
WHERE stated >= $min_confidence AND coalesce(year, 0) >= $since
WITH subject, subject_id, predicate, object, object_id, count(DISTINCT paper) AS papers, max(stated) AS confidence,
     min(year) AS first_year, max(year) AS last_year
RETURN subject, predicate, object, papers, confidence, first_year, last_year, subject_id, object_id
ORDER BY papers DESC, confidence DESC, subject_id, predicate, object_id
LIMIT $limit
