MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id IN $from
WITH a.id AS first, b.id AS second, type(r) AS one, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since AND first <> second
WITH first, second, one, max(confidence) AS strength_one
MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id = second
WITH first, second, b.id AS third, one, type(r) AS two, strength_one, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since AND first <> third AND second <> third
WITH first, second, third, one, two, strength_one, max(confidence) AS strength_two
WITH first, second, third, one, two,
     CASE WHEN strength_one < strength_two THEN strength_one ELSE strength_two END AS strength_both
MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id = third AND b.id IN $to
WITH first, second, third, b.id AS last, one, two, type(r) AS three, strength_both,
     r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since AND first <> last AND second <> last
  AND third <> last
WITH first, second, third, last, one, two, three, strength_both, max(confidence) AS strength_three
RETURN [first, second, third, last] AS nodes, [one, two, three] AS predicates,
       CASE WHEN strength_both < strength_three THEN strength_both ELSE strength_three END AS strength
ORDER BY strength DESC, first, second, third, last, one, two, three
LIMIT $limit
