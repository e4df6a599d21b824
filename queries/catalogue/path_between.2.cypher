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
WHERE a.id = second AND b.id IN $to
WITH first, second, b.id AS last, one, type(r) AS two, strength_one, r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since AND first <> last AND second <> last
WITH first, second, last, one, two, strength_one, max(confidence) AS strength_two
RETURN [first, second, last] AS nodes, [one, two] AS predicates,
       CASE WHEN strength_one < strength_two THEN strength_one ELSE strength_two END AS strength
ORDER BY strength DESC, first, second, last, one, two
LIMIT $limit
