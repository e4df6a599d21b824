MATCH (a:Paper|Method|Dataset|Task|Problem|Result)
      -[r:PROPOSES|MENTIONS|ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH|REPORTS]
      ->(b:Method|Dataset|Task|Problem|Metric|Concept|Result)
RETURN type(r) AS predicate, count(*) AS amount
ORDER BY amount DESC, predicate
