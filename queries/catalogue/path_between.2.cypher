MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(v:Method|Dataset|Task|Problem)
      -[s:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id IN $from AND b.id IN $to AND a.id <> v.id AND v.id <> b.id AND a.id <> b.id
WITH a.id AS first, v.id AS second, b.id AS last, type(r) AS one, type(s) AS two,
     r.confidence AS confidence_one, s.confidence AS confidence_two, r.year AS year_one, s.year AS year_two
WHERE confidence_one >= $min_confidence AND coalesce(year_one, 0) >= $since
  AND confidence_two >= $min_confidence AND coalesce(year_two, 0) >= $since
WITH first, second, last, one, two, max(confidence_one) AS best_one, max(confidence_two) AS best_two
RETURN [first, second, last] AS nodes, [one, two] AS predicates,
       CASE WHEN best_one < best_two THEN best_one ELSE best_two END AS strength
ORDER BY strength DESC, first, second, last, one, two
LIMIT $limit
