MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH subject, subject_id, predicate, object, object_id, count(*) AS papers, max(confidence) AS best
RETURN subject, subject_id, predicate, object, object_id, papers, best
ORDER BY subject_id, predicate, object_id
