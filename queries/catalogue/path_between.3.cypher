MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(v:Method|Dataset|Task|Problem)
      -[s:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(w:Method|Dataset|Task|Problem)
      -[t:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id IN $from AND b.id IN $to
  AND a.id <> v.id AND a.id <> w.id AND a.id <> b.id AND v.id <> w.id AND v.id <> b.id AND w.id <> b.id
WITH a.id AS first, v.id AS second, w.id AS third, b.id AS last, type(r) AS one, type(s) AS two, type(t) AS three,
     r.confidence AS confidence_one, s.confidence AS confidence_two, t.confidence AS confidence_three,
     r.year AS year_one, s.year AS year_two, t.year AS year_three
WHERE confidence_one >= $min_confidence AND coalesce(year_one, 0) >= $since
  AND confidence_two >= $min_confidence AND coalesce(year_two, 0) >= $since
  AND confidence_three >= $min_confidence AND coalesce(year_three, 0) >= $since
WITH first, second, third, last, one, two, three, max(confidence_one) AS best_one,
     max(confidence_two) AS best_two, max(confidence_three) AS best_three
WITH first, second, third, last, one, two, three, best_three,
     CASE WHEN best_one < best_two THEN best_one ELSE best_two END AS best_start
RETURN [first, second, third, last] AS nodes, [one, two, three] AS predicates,
       CASE WHEN best_start < best_three THEN best_start ELSE best_three END AS strength
ORDER BY strength DESC, first, second, third, last, one, two, three
LIMIT $limit
